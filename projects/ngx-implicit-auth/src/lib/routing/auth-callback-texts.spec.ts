import {
  ChangeDetectionStrategy,
  Component,
  inject,
  InjectionToken,
  NgZone,
  PendingTasks,
  signal,
  type WritableSignal,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  AuthCallback,
  AuthError,
  AuthFailed,
  english,
  french,
  german,
  spanish,
  withTexts,
  type AuthErrorCode,
  type AuthLanguage,
  type AuthTexts,
} from 'ngx-implicit-auth';
import { signInFailed } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { ERROR_CODES } from '../testing/error-codes';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { elementOf, offered, part, said } from '../testing/shown-callback';
import { loadPart } from '../session/load-part';
import { promisesTold } from '../testing/promises-told';
import { startApp, type StartedApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
const CALLBACK = `${APP}auth/callback`;
const LANGUAGE = new InjectionToken<WritableSignal<AuthLanguage>>('the language of the app');
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** Opens the page at the redirect URI, by default as from a bookmark. */
async function open(options: PageOptions, url = CALLBACK): Promise<StartedApp> {
  const app = startApp(tab, url, [], options);
  await app.auth.ready;
  await app.settled();
  return app;
}

function fail(message: string): never {
  throw new Error(message);
}

/** Has a sign-in fail. */
async function failToSignIn(app: StartedApp, code: AuthErrorCode, description?: string): Promise<void> {
  const server = description === undefined ? undefined : { error: code, description };
  TestBed.inject(SessionMachine).send(signInFailed(new AuthError(code, 'for developers', server && { server }), '/'));
  await app.settled();
}

/** What a person sees, each text with the language that it is marked with. */
function shown(app: StartedApp): (readonly [text: string, lang: string])[] {
  const elements = elementOf(app).querySelectorAll<HTMLElement>('auth-callback :is(h1, a, button, p:not(:has(*)))');
  return [...elements].map(({ textContent, lang }) => [textContent, lang]);
}

/** The language menu of an app: the only part of it that is rendered when the language changes. */
@Component({
  selector: 'auth-test-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '{{ language().name }}',
})
class Menu {
  readonly language = inject(LANGUAGE);
}

/** Has the app choose another language. */
async function change(language: WritableSignal<AuthLanguage>, to: AuthLanguage): Promise<void> {
  const menu = TestBed.createComponent(Menu);
  menu.autoDetectChanges();
  await menu.whenStable();
  language.set(to);
  await menu.whenStable();
  await to();
}

describe.each([english, german, french, spanish])('the page at the redirect URI', (language) => {
  let texts: AuthTexts;
  let options: PageOptions;

  beforeEach(async () => {
    texts = await language();
    options = { features: [withTexts(language)] };
  });

  const inLanguage = (...all: string[]) => all.map((text) => [text, texts.lang]);

  it('has its words for whoever waits', async () => {
    await tab.open(APP, options).auth.login();
    const app = startApp(tab, await server.answer(tab.redirect), [], options);
    await app.settled();
    const whileCompleting = [app.auth.state().status, shown(app)];
    await app.auth.ready;

    expect(whileCompleting).toEqual(['completing', inLanguage(texts.signingIn, texts.oneMoment)]);
  });

  it('has its words for whoever is signed in', async () => {
    await tab.signIn(options);

    expect(shown(await open(options))).toEqual(inLanguage(texts.signedIn, texts.nothingToDo, texts.home));
  });

  it('has its words for whoever comes by a bookmark', async () => {
    const { notSignedIn, errors, signIn, home } = texts;

    expect(shown(await open(options))).toEqual(inLanguage(notSignedIn, errors.response_missing, signIn, home));
  });

  it('has its words for each failure', async () => {
    const app = await open(options);
    const seen = new Map<AuthErrorCode, unknown>();
    for (const code of ERROR_CODES) {
      await failToSignIn(app, code);
      seen.set(code, shown(app));
    }

    expect(seen.size).toBeGreaterThan(50);
    seen.delete('response_missing');
    for (const [code, words] of seen) {
      const { failed, errors, unexplained, retry, home } = texts;
      expect(words).toEqual(inLanguage(failed, errors[code] ?? unexplained.replace('{code}', code), retry, home));
    }
  });
});

describe('withTexts()', () => {
  it('replaces one text, and leaves the others in English', async () => {
    const app = await open({ features: [withTexts({ signIn: 'Let me in', errors: { response_missing: 'Hello.' } })] });

    expect(shown(app)).toEqual([
      ['Not signed in', 'en'],
      ['Hello.', 'en'],
      ['Let me in', 'en'],
      ['Go to the start page', 'en'],
    ]);
  });

  it('is a feature of AuthModule.forRoot() as well', async () => {
    const app = await open({ asModule: true, features: [withTexts(german)] });

    expect(said(app, 'alert')[0]).toBe('Nicht angemeldet');
  });

  it('calls the app’s function in an injection context', async () => {
    const LABEL = new InjectionToken<string>('a label');
    const app = await open({
      features: [withTexts(() => ({ signIn: inject(LABEL) }))],
      providers: [{ provide: LABEL, useValue: 'from a token' }],
    });

    expect(offered(app)[0]).toBe('from a token');
  });

  it('asks the app’s function anew each time that something is shown', async () => {
    let count = 0;
    const app = await open({ features: [withTexts(() => ({ failed: `failure ${String(++count)}` }))] });
    const before = count;
    await failToSignIn(app, 'state_unknown');
    const first = said(app, 'alert')[0];
    await failToSignIn(app, 'state_unknown');

    expect([first, said(app, 'alert')[0]]).toEqual([`failure ${String(before + 1)}`, `failure ${String(before + 2)}`]);
  });

  it('says the same in another language when the app’s language changes', async () => {
    const language = signal(german);
    const app = await open({
      features: [withTexts(() => inject(LANGUAGE)()())],
      providers: [{ provide: LANGUAGE, useValue: language }],
    });
    const inGerman = shown(app);
    await change(language, spanish);

    expect(inGerman[0]).toEqual(['Nicht angemeldet', 'de']);
    expect(shown(app)[0]).toEqual(['Sesión no iniciada', 'es']);
    expect(said(app, 'alert')).toHaveLength(2);
  });

  it('says the same in another language in an app with zone.js that never becomes stable, as one with a timer', async () => {
    const language = signal(german);
    const app = await open({
      features: [withTexts(() => inject(LANGUAGE)()())],
      providers: [{ provide: LANGUAGE, useValue: language }],
    });
    TestBed.inject(PendingTasks).add();
    language.set(spanish);
    // As when a listener has run, and the app was rendered.
    TestBed.inject(NgZone).onMicrotaskEmpty.emit(null);
    await spanish();
    await promisesTold();

    expect(shown(app)[0]).toEqual(['Sesión no iniciada', 'es']);
  });

  it('has people read English after a while when the app’s texts do not come, and these when they do', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'requestAnimationFrame'] });
    let come: (texts: AuthTexts) => void = () => {};
    const texts = new Promise<AuthTexts>((resolve) => (come = resolve));
    const app = startApp(tab, CALLBACK, [], { features: [withTexts(() => texts)] });
    await app.auth.ready;
    await loadPart(import('./auth-callback-part'));
    await promisesTold();
    const before = shown(app);
    jest.advanceTimersByTime(3_000);
    await promisesTold();
    const inEnglish = shown(app)[0];
    come(await german());
    await promisesTold();
    jest.useRealTimers();

    expect([before, inEnglish]).toEqual([[], ['Not signed in', 'en']]);
    expect(shown(app)[0]).toEqual(['Nicht angemeldet', 'de']);
  });

  it('keeps the focus where it is in an app that is in a shadow root', async () => {
    const language = signal(german);
    const app = await open({
      features: [withTexts(() => inject(LANGUAGE)()())],
      providers: [{ provide: LANGUAGE, useValue: language }],
    });
    const root = document.createElement('div');
    document.body.append(root);
    root.attachShadow({ mode: 'open' }).append(elementOf(app));
    part(app, 'button').focus();
    await change(language, spanish);
    const focused = root.shadowRoot?.activeElement?.textContent;
    root.remove();

    expect(focused).toBe((await spanish()).signIn);
  });

  it.each(['button', 'a'])('keeps the focus where it is when the app’s language changes (%s)', async (focused) => {
    const language = signal(german);
    const app = await open({
      features: [withTexts(() => inject(LANGUAGE)()())],
      providers: [{ provide: LANGUAGE, useValue: language }],
    });
    // By it, Angular's test bed finds what it removes when the menu is made.
    elementOf(app).removeAttribute('id');
    part(app, focused).focus();
    await change(language, spanish);

    const { localName, textContent } = document.activeElement ?? {};
    elementOf(app).remove();
    const { home, signIn } = await spanish();
    expect([localName, textContent]).toEqual([focused, focused === 'a' ? home : signIn]);
  });

  it('leaves alone what has been read out when the same is said again', async () => {
    const app = await open({ features: [withTexts(german)] });
    await failToSignIn(app, 'state_unknown');
    const before = [...part(app, '[role=alert]').children];
    const button = part(app, 'button');
    await failToSignIn(app, 'state_unknown');

    expect(before.map(({ isConnected }) => isConnected)).toEqual([true, true]);
    expect(part(app, 'button')).not.toBe(button);
  });

  it.each<[string, () => Promise<never>]>([
    ['throws', () => fail('no language')],
    ['cannot load them', () => Promise.reject(new Error('no language'))],
  ])('has people read English when the app’s function %s, and Angular’s ErrorHandler told', async (_, read) => {
    const app = await open({ features: [withTexts(read)] });

    expect(said(app, 'alert')[0]).toBe('Not signed in');
    expect(app.errors).toContainEqual(new Error('no language'));
  });

  it('does not give its language to the server’s own words', async () => {
    const app = await open({ features: [withTexts(german)] });
    await failToSignIn(app, 'access_denied', 'Non <b>oggi</b>.');

    expect(shown(app).slice(0, 2)).toEqual([
      ['Anmeldung fehlgeschlagen', 'de'],
      ['Non <b>oggi</b>.', ''],
    ]);
    expect(elementOf(app).querySelector('b')).toBeNull();
  });

  it('has words of each writing direction begin where they have to', async () => {
    const app = await open({ features: [withTexts({ signIn: 'כניסה' })] });

    expect([...elementOf(app).querySelectorAll<HTMLElement>('[lang]:not(details)')].map(({ dir }) => dir)).toEqual([
      'auto',
      'auto',
      'auto',
      'auto',
    ]);
  });
});

@Component({
  selector: 'auth-test-words',
  imports: [AuthCallback, AuthFailed],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <auth-callback>
      <p *authFailed="let error; words as words; lang as lang" [lang]="lang">{{ words }}<input /></p>
    </auth-callback>
  `,
})
class OwnCallback {}

describe('*authFailed', () => {
  it('gets the words in the app’s language, and keeps what it shows when that changes', async () => {
    const language = signal(german);
    const app = startApp(tab, `${APP}own`, [{ path: 'own', component: OwnCallback }], {
      config: { redirectUri: 'own' },
      features: [withTexts(() => inject(LANGUAGE)()())],
      providers: [{ provide: LANGUAGE, useValue: language }],
    });
    await app.settled();
    const paragraph = part(app, 'p');
    const inGerman = [paragraph.textContent, paragraph.lang];
    part(app, 'input').focus();
    await change(language, french);

    expect(inGerman).toEqual(['Hier wartet keine Anmeldung. Sie können eine beginnen.', 'de']);
    expect(part(app, 'p')).toBe(paragraph);
    expect([paragraph.textContent, paragraph.lang]).toEqual([(await french()).errors.response_missing, 'fr']);
  });
});
