import { inject, InjectionToken, signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { AuthError, english, german, withTexts, type AuthTexts } from 'ngx-implicit-auth';
import { loadPart } from '../session/load-part';
import { signedOut, signInFailed, type SessionInput } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { SessionState, StoredSession } from '../session/session-store';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';
import { SESSION } from '../testing/input-sessions';
import { promisesTold } from '../testing/promises-told';
import { elementOf } from '../testing/shown-callback';
import { startApp, type StartedApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
const LANGUAGES = { en: await english(), de: await german() };
type Language = keyof typeof LANGUAGES;
const LANGUAGE = new InjectionToken<WritableSignal<Language>>('the language of the app');

const LIVE: StoredSession = { ...SESSION, expiresAt: Date.now() + 86_400_000 };

/** What happens to the app and to whoever is in front of it. */
interface World {
  readonly app: StartedApp;
  readonly machine: SessionMachine;
  readonly language: WritableSignal<Language>;
  /** Texts that are on their way. */
  readonly texts: (() => void)[];
  /** What may sign somebody in. */
  readonly pending: (() => void)[];
}
type Step = (world: World) => unknown;

/** The state becomes another, whatever it was. */
const becomes =
  (state: SessionState): SessionInput =>
  () => ({ state: { ...state } });
/** Sends the machine an input. */
const send =
  (input: () => SessionInput): Step =>
  ({ machine }) => {
    machine.send(input());
  };

const STEPS: Readonly<Record<string, Step>> = {
  'an answer is being completed': (world) => {
    if (!world.app.auth.isAuthenticated()) send(() => becomes({ status: 'completing' }))(world);
  },
  'the page is left': send(() => becomes({ status: 'redirecting', session: null })),
  'nobody is signed in': send(() => becomes({ status: 'signed-out' })),
  'somebody is asked for without a page': send(() => becomes({ status: 'renewing', session: null })),
  'somebody is signed in': send(() => becomes({ status: 'signed-in', session: LIVE })),
  'the session is being renewed': send(() => becomes({ status: 'renewing', session: LIVE })),
  'the person signs out': send(() => signedOut()),
  'access is refused': send(() => signInFailed(new AuthError('access_denied', 'for developers'), '/week/7')),
  'the server does not answer': send(() =>
    signInFailed(new AuthError('server_unreachable', 'for developers'), '/week/8'),
  ),
  'something may sign somebody in': ({ machine, pending }) => {
    machine.holdBack(new Promise<void>((resolve) => pending.push(resolve)));
  },
  'something of that has ended': ({ pending }) => pending.shift()?.(),
  'the oldest texts come': ({ texts }) => texts.shift()?.(),
  'the newest texts come': ({ texts }) => texts.pop()?.(),
  'texts take too long': () => jest.advanceTimersByTime(3_000),
  'a moment passes': () => jest.advanceTimersByTime(1_000),
  'the app speaks another language': ({ language }) => {
    language.update((now) => (now === 'en' ? 'de' : 'en'));
  },
  'the person goes home': ({ app }) => app.router.navigateByUrl('/'),
  'the person comes back': ({ app }) => app.router.navigateByUrl('/auth/callback'),
  'promises are told': () => promisesTold(),
  'all texts come': ({ texts }) => allCome(texts),
  'the person tries again, twice': () => {
    const button = document.querySelector<HTMLElement>('auth-callback button');
    button?.click();
    button?.click();
  },
};

/** Those whose end is awaited before the next. */
const PAUSES: readonly string[] = ['promises are told', 'all texts come'];

async function allCome(texts: (() => void)[]): Promise<void> {
  await promisesTold();
  for (const come of texts.splice(0)) come();
  await promisesTold();
}

/** What is read out at the redirect URI, each text with the language that it is marked with. */
function said(): readonly (readonly [text: string, lang: string])[] {
  const all = document.querySelectorAll<HTMLElement>('auth-callback > [role] > *');
  return [...all].map(({ textContent, lang }) => [textContent, lang]);
}

/** What is to be read there in the end. */
function toBeSaid({ auth, router }: StartedApp, texts: AuthTexts): readonly string[] {
  const state = auth.state();
  if (router.url !== '/auth/callback') return [];
  if (state.status === 'failed') return [texts.failed, texts.errors[state.error.code] ?? ''];
  if (state.status === 'signed-out') return [texts.notSignedIn, texts.errors.response_missing];
  return auth.isAuthenticated() && state.status !== 'redirecting'
    ? [texts.signedIn, texts.nothingToDo]
    : [texts.signingIn, texts.oneMoment];
}

/** Resolves once all that the page waits for has come, the texts in the order in which they were asked for. */
async function comeToRest({ texts, pending }: World): Promise<void> {
  for (const end of pending) end();
  for (let isRendered = false; texts.length > 0 || !isRendered;) {
    await allCome(texts);
    isRendered = texts.length === 0;
    TestBed.tick();
    await promisesTold();
  }
}

/** Watches what the alert of AuthCallback says twice, and nothing else in between. */
function watchRepeated(): { readonly repeated: readonly string[]; readonly stop: () => void } {
  const repeated: string[] = [];
  let last = '';
  const watcher = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const words = [...addedNodes].map(({ textContent }) => textContent).join(' ');
      const region = target instanceof HTMLElement ? target.getAttribute('role') : null;
      const isOffered = target instanceof HTMLElement && target.localName === 'auth-callback';
      if (words === '' || isOffered) continue;
      if (region === 'alert' && words === last) repeated.push(words);
      last = region === 'alert' ? words : '';
    }
  });
  watcher.observe(document, { childList: true, subtree: true });
  return {
    repeated,
    stop: () => {
      watcher.disconnect();
    },
  };
}

afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
  document.body.replaceChildren();
});

describe('what people are told of a sign-in', () => {
  it('is in the end what is so, in the language of the app, once, in whichever order things happen', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'requestAnimationFrame'] });
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const tab = fakeTab(server);
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await loadPart(import('./auth-callback-part'));
    await loadPart(import('../sign-in/failure-notice-part'));
    const happen = async (steps: readonly string[]) => {
      tab.storage.clear();
      warn.mockClear();
      const texts: (() => void)[] = [];
      const language = signal<Language>('en');
      const read = () => {
        const { [inject(LANGUAGE)()]: inLanguage } = LANGUAGES;
        return new Promise<AuthTexts>((resolve) => {
          texts.push(() => {
            resolve(inLanguage);
          });
        });
      };
      const app = startApp(tab, `${APP}auth/callback`, [], {
        features: [withTexts(read)],
        providers: [{ provide: LANGUAGE, useValue: language }],
      });
      document.body.append(elementOf(app));
      const world = { app, machine: TestBed.inject(SessionMachine), language, texts, pending: [] };
      const { repeated, stop } = watchRepeated();
      await promisesTold();
      for (const step of steps) {
        const done = STEPS[step]?.(world);
        if (PAUSES.includes(step)) await done;
      }
      await comeToRest(world);
      stop();

      const { status } = app.auth.state();
      const notices = document.querySelectorAll('body > div > [role=alert]').length;
      const inLanguage = LANGUAGES[language()];
      expect(said()).toEqual(toBeSaid(app, inLanguage).map((text) => [text, inLanguage.lang]));
      expect(repeated).toEqual([]);
      expect(notices).toBeLessThanOrEqual(status === 'failed' ? Number(said().length === 0) : 1);
      expect(app.errors).toEqual([]);
      const opened = steps.filter((step) => step === 'the person comes back').length + 1;
      const warnings = warn.mock.calls.filter(([words]) => String(words).includes('without a response'));
      expect(warnings.length).toBeLessThanOrEqual(opened);

      TestBed.resetTestingModule();
      document.body.replaceChildren();
      jest.advanceTimersByTime(5_000);
      await promisesTold();
      expect(document.body.childElementCount).toBe(0);
    };
    const step = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...Object.keys(STEPS)) }, fc.constantFrom(...PAUSES));
    const steps = fc.array(step, { minLength: 1, maxLength: 16 });
    await fc.assert(fc.asyncProperty(steps, happen), { numRuns: 200 });
  });
});
