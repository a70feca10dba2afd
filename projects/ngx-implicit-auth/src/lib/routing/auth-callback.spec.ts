import { ChangeDetectionStrategy, Component, PendingTasks, PLATFORM_ID, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Routes } from '@angular/router';
import { AuthCallback, AuthCompleting, AuthError, AuthFailed } from 'ngx-implicit-auth';
import { loadPart } from '../session/load-part';
import { signInFailed } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { staying } from '../sign-in/sign-in-inputs';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';
import { promisesTold } from '../testing/promises-told';
import { elementOf, offered, part, said } from '../testing/shown-callback';
import { Secret, startApp, type StartedApp } from '../testing/start-app';
import { authGuard } from './auth-guard';

const server = await fakeAuthorizationServer();
const ROUTES: Routes = [{ path: 'secret', component: Secret, canActivate: [authGuard] }];
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

async function open(url: string, routes: Routes = ROUTES): Promise<StartedApp> {
  const app = startApp(tab, url, routes);
  await app.auth.ready;
  await app.settled();
  return app;
}

async function refused(changes = {}): Promise<StartedApp> {
  await tab.open().auth.login({ returnTo: '/secret?week=7#monday' });
  return open(server.refuse(tab.redirect, changes));
}

/** Signs in, and stays at the redirect URI while the guard of the page that is gone back to has not answered. */
async function onTheWayBack(): Promise<{ app: StartedApp; answer: (mayPass: boolean) => void }> {
  await tab.open().auth.login({ returnTo: '/slow' });
  let answer: (mayPass: boolean) => void = () => {};
  const mayPass = new Promise<boolean>((resolve) => (answer = resolve));
  const slow = { path: 'slow', component: Secret, canActivate: [() => mayPass] };
  const app = startApp(tab, await server.answer(tab.redirect), [slow]);
  const verifying = app.auth.ready;
  await app.settled();
  await verifying;
  return { app, answer };
}

describe('AuthCallback', () => {
  it('announces that the sign-in is being completed, without an alert and without a button', async () => {
    await tab.open().auth.login();
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES);
    const verifying = app.auth.ready;
    await app.settled();
    const whileCompleting = [app.auth.state().status, said(app, 'status'), said(app, 'alert'), offered(app)];
    await verifying;

    expect(whileCompleting).toEqual(['completing', ['Signing in…', 'One moment, please.'], [], []]);
  });

  it('R19 announces a failure in the server’s words, which are text and no HTML', async () => {
    const app = await refused({ parameters: { error_description: 'No <img src=x onerror=alert(1)> <b>access</b>' } });

    expect(said(app, 'alert')).toEqual(['Sign-in failed', 'No <img src=x onerror=alert(1)> <b>access</b>']);
    expect(elementOf(app).querySelector('img, b, script')).toBeNull();
    expect(said(app, 'status')).toEqual([]);
  });

  it('tells people in plain words, and developers what is wrong, folded, where nothing is read out', async () => {
    await tab.open().auth.login();
    const app = await open(await server.answer(tab.redirect, { claims: { nonce: 'x' } }));

    expect(said(app, 'alert')).toEqual([
      'Sign-in failed',
      'The sign-in could not be finished. Try again, or come back later. Code for support: id_token_nonce_mismatch.',
    ]);
    expect(part(app, 'auth-callback > details').textContent).toMatch(/^DetailsThe id_token does not carry the nonce/);
    expect((part(app, 'auth-callback > details') as HTMLDetailsElement).open).toBe(false);
  });

  it('says that nobody has signed in once nobody can be any more by another tab, or without a page', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const app = startApp(tab, `${APP}auth/callback`, ROUTES);
    const machine = TestBed.inject(SessionMachine);
    machine.holdBack(answered);
    await app.settled();
    const before = [said(app, 'status'), said(app, 'alert'), warn.mock.calls.length];
    machine.holdBack(promisesTold());
    answer();
    while (machine.pending) await machine.pending;
    await promisesTold();

    expect(before).toEqual([['Signing in…', 'One moment, please.'], [], 0]);
    expect(said(app, 'alert')[0]).toBe('Not signed in');
  });

  it('tells developers once that it was opened without a response, however often the library looks for a session', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const app = startApp(tab, `${APP}auth/callback`, ROUTES);
    const machine = TestBed.inject(SessionMachine);
    machine.holdBack(promisesTold());
    await app.settled();
    machine.holdBack(promisesTold().then(promisesTold));
    machine.send(() => ({ state: { status: 'renewing', session: null } }));
    machine.send(() => ({ state: { status: 'signed-out' } }));
    while (machine.pending) await machine.pending;
    await promisesTold();
    const { calls } = warn.mock;
    const first = calls.length;
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;
    machine.send(staying());
    await promisesTold();

    expect(calls[0]?.[0]).toContain('was opened without a response');
    expect([first, calls.length]).toEqual([1, 1]);
  });

  it('says of a sign-out that is on its way to the server that nobody is signed in', async () => {
    await tab.signIn();
    const app = await open(`${APP}auth/callback`);
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await app.auth.logout();
    const isPending = TestBed.inject(SessionMachine).pending !== null;
    await promisesTold();

    expect(isPending).toBe(true);
    expect([said(app, 'status'), said(app, 'alert')[0]]).toEqual([[], 'Not signed in']);
    expect(warn.mock.calls).toEqual([]);
  });

  it('leaves alone a failure that it has shown when what was pending meanwhile has settled', async () => {
    const app = startApp(tab, `${APP}auth/callback`, ROUTES);
    const machine = TestBed.inject(SessionMachine);
    let settle = () => {};
    machine.holdBack(new Promise<void>((resolve) => (settle = resolve)));
    await app.settled();
    machine.send(signInFailed(new AuthError('server_unreachable', 'for developers'), '/secret'));
    await promisesTold();
    const button = part(app, 'button');
    settle();
    await promisesTold();

    expect(part(app, 'button')).toBe(button);
  });

  it('goes back to the same place after a try for which the page was not left', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    const app = await refused();
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;
    TestBed.inject(SessionMachine).send(staying());
    await promisesTold();
    const [{ textContent }, before] = [part(app, 'button'), app.events.length];
    part(app, 'button').click();
    await promisesTold();

    expect(textContent).toBe('Sign in');
    expect(app.events.slice(before)).toContainEqual({ type: 'sign-in-started', returnTo: '/secret?week=7#monday' });
  });

  it('offers the way home after a return that was denied even if the app never becomes stable', async () => {
    const { app, answer } = await onTheWayBack();
    TestBed.inject(PendingTasks).add();
    answer(false);
    await promisesTold();

    expect([said(app, 'status')[0], offered(app)]).toEqual(['Signed in', ['Go to the start page']]);
  });

  it('takes away what it told developers when another try begins', async () => {
    const app = await refused();
    const before = elementOf(app).querySelectorAll('details').length;
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;
    await app.fixture.whenStable();

    expect([before, elementOf(app).querySelectorAll('details').length]).toEqual([1, 0]);
  });

  it('tells people alone in production', async () => {
    const app = await inProduction(() => refused({ parameters: { error_description: undefined } }));

    expect(said(app, 'alert')).toEqual([
      'Sign-in failed',
      'Access was refused. Try again, or ask whoever runs this app for access.',
    ]);
    expect(offered(app)).toEqual(['Try again', 'Go to the start page']);
    expect(part(app, 'auth-callback').children).toHaveLength(3);
  });

  it('has its announced regions in place from the start, so that screen readers notice a change', async () => {
    await tab.open().auth.login();
    const app = startApp(tab, server.refuse(tab.redirect), ROUTES);
    const verifying = app.auth.ready;
    await app.settled();
    const regions = [part(app, '[role=status]'), part(app, '[role=alert]')];
    await verifying;
    await app.fixture.whenStable();

    expect([part(app, '[role=status]'), part(app, '[role=alert]')]).toEqual(regions);
    expect(said(app, 'alert')[0]).toBe('Sign-in failed');
  });

  it('offers another try by a button that a keyboard reaches, back to the same place', async () => {
    const app = await refused();
    const button = part(app, 'button');
    const looks = [button.textContent, button.getAttribute('type')];
    const leaving = app.leaving();
    button.click();
    await leaving;

    expect(looks).toEqual(['Try again', 'button']);
    const back = await open(await server.answer(tab.redirect));
    expect(back.router.url).toBe('/secret?week=7#monday');
  });

  it('says to whoever is signed in, and leaves to sign in anew, that this is under way', async () => {
    await tab.signIn();
    const app = await open(`${APP}auth/callback`);
    await app.auth.login();
    await app.settled();

    expect(app.auth.state().status).toBe('redirecting');
    expect([said(app, 'status')[0], offered(app)]).toEqual(['Signing in…', []]);
  });

  it('shows the way home by the router, without a button for another try to whoever is signed in', async () => {
    await tab.signIn();
    const app = await open(`${APP}auth/callback`);
    const link = part(app, 'auth-callback a') as HTMLAnchorElement;
    const { href } = link;
    link.click();
    await app.settled();

    expect(href).toBe(APP);
    expect(app.router.url).toBe('/');
    expect(app.text()).toBe('the home page');
  });

  it.each<[string, string, MouseEventInit]>([
    ['it is to be opened elsewhere', '/auth/callback', { ctrlKey: true }],
    ['the router stands there already', '/', {}],
  ])('leaves the way home to the browser where %s', async (_, url, keys) => {
    const app = await refused();
    Object.defineProperty(app.router, 'url', { value: url });
    let isLeft = false;
    elementOf(app).addEventListener('click', (event) => {
      isLeft = !event.defaultPrevented;
      event.preventDefault();
    });
    part(app, 'auth-callback a').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...keys }));

    expect(isLeft).toBe(true);
  });

  it('loads the app’s root where the router cannot get there', async () => {
    const app = await refused();
    jest.spyOn(app.router, 'navigateByUrl').mockRejectedValue(new Error('NG04002'));
    // By which jsdom says that a page was to be loaded.
    const notImplemented = jest.spyOn(console, 'error').mockImplementation(() => {});
    part(app, 'auth-callback a').click();
    await new Promise(setImmediate);

    expect(notImplemented.mock.calls).toEqual([[expect.objectContaining({ type: 'not implemented' })]]);
  });

  it('heads the page by an h1, or by an h2 where the app has one around it', async () => {
    const app = await refused();
    const alone = part(app, '[role=alert]').firstElementChild?.tagName;
    document.body.append(document.createElement('h1'));
    const another = await refused();
    const within = part(another, '[role=alert]').firstElementChild?.tagName;
    document.querySelector('body > h1')?.remove();

    expect([alone, within]).toEqual(['H1', 'H2']);
  });

  it('does not offer the way home to whoever is being brought back', async () => {
    const { app, answer } = await onTheWayBack();
    await new Promise(setImmediate);
    const onTheWay = [app.auth.state().status, said(app, 'status'), offered(app)];
    answer(false);
    await app.settled();

    expect(onTheWay).toEqual(['signed-in', ['Signing in…', 'One moment, please.'], []]);
    expect([said(app, 'status')[0], offered(app)]).toEqual(['Signed in', ['Go to the start page']]);
  });

  it('tries again for a click on the button only', async () => {
    const app = await refused();
    part(app, '[role=alert] p').click();

    expect(app.auth.state().status).toBe('failed');
  });

  it('shows why another try has failed as well', async () => {
    const app = await refused();
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    part(app, 'button').click();
    await app.auth.login().catch(() => {});
    await app.fixture.whenStable();

    expect(said(app, 'alert')[1]).toContain('The sign-in service does not answer. Check your connection');
    expect(offered(app)).toEqual(['Try again', 'Go to the start page']);
  });

  it('tells alone of a failure in an app that is in a shadow root as well', async () => {
    await tab.open().auth.login();
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'requestAnimationFrame'] });
    const root = document.createElement('div');
    document.body.append(root);
    const app = startApp(tab, server.refuse(tab.redirect), ROUTES);
    root.attachShadow({ mode: 'open' }).append(elementOf(app));
    await app.auth.ready;
    await promisesTold();
    await loadPart(import('./auth-callback-part'));
    await promisesTold();
    const told = said(app, 'alert')[0];
    jest.advanceTimersByTime(1_000);
    await loadPart(import('../sign-in/failure-notice-part'));
    await promisesTold();
    const notice = document.querySelector('[role=alert]');
    jest.useRealTimers();
    document.body.replaceChildren();

    expect([told, notice]).toEqual(['Sign-in failed', null]);
  });

  it('gives the focus back after a try that has failed as well', async () => {
    const app = await refused();
    let fail: (error: Error) => void = () => {};
    const down = new Promise<never>((_, reject) => (fail = reject));
    tab.platform.fetch = () => down;
    // By it, Angular's test bed finds what it removes.
    elementOf(app).removeAttribute('id');
    const button = part(app, 'button');
    button.focus();
    button.click();
    await promisesTold();
    const meanwhile = document.activeElement?.localName;
    fail(new TypeError('Failed to fetch'));
    await app.auth.login().catch(() => {});
    await promisesTold();
    const isFocused = document.activeElement === part(app, 'button');
    elementOf(app).remove();

    expect([meanwhile, isFocused]).toEqual(['body', true]);
  });

  it('says so when it is opened without a response, and offers to start a sign-in', async () => {
    const app = await open(`${APP}auth/callback`);
    const shown = [said(app, 'alert'), offered(app)];
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;

    expect(shown).toEqual([
      ['Not signed in', 'No sign-in waits here. You can start one.'],
      ['Sign in', 'Go to the start page'],
    ]);
    expect(app.auth.state().status).toBe('redirecting');
  });

  it('says so when somebody who is signed in opens it', async () => {
    await tab.signIn();
    const app = await open(`${APP}auth/callback`);

    expect(said(app, 'status')).toEqual(['Signed in', 'There is nothing left to do on this page.']);
    expect(offered(app)).toEqual(['Go to the start page']);
  });
});

@Component({
  selector: 'auth-test-callback',
  imports: [AuthCallback, AuthCompleting, AuthFailed],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <auth-callback>
      <em *authCompleting>one moment</em>
      <p *authFailed="let error; words as words; retry as retry">
        <strong>{{ error.code }}: {{ words }}</strong>
        <button type="button" class="own" (click)="retry()">again</button>
      </p>
    </auth-callback>
  `,
})
class OwnCallback {}

const isThere = signal(false);

@Component({
  selector: 'auth-test-late-callback',
  imports: [AuthCallback, AuthFailed],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <auth-callback>
      @if (isThere()) {
        <p *authFailed="let error">{{ error.code }}</p>
      }
    </auth-callback>
  `,
})
class LateCallback {
  readonly isThere = isThere;
}

describe('AuthCallback with templates of the app’s own', () => {
  const ROUTES_OF_ITS_OWN: Routes = [{ path: 'own', component: OwnCallback }];
  const config = { redirectUri: 'own' };

  async function openOwn(url: string): Promise<StartedApp> {
    const app = startApp(tab, url, ROUTES_OF_ITS_OWN, { config });
    await app.settled();
    return app;
  }

  it('shows *authCompleting in the announced region while it waits, and nothing else', async () => {
    await tab.open(APP, { config }).auth.login();
    const app = await openOwn(await server.answer(tab.redirect));
    const text = app.text();
    const region = part(app, '[role=status]').textContent.trim();
    await app.auth.ready;

    expect([text, region]).toEqual(['one moment', 'one moment']);
  });

  it('shows *authFailed in the announced region, with the error and a way to try again', async () => {
    await tab.open(APP, { config }).auth.login();
    const app = await openOwn(server.refuse(tab.redirect));
    await app.auth.ready;
    await app.fixture.whenStable();
    const text = app.text();
    const leaving = app.leaving();
    part(app, '.own').click();
    await leaving;

    expect(text).toBe('access_denied: Alice said <b>no</b>again');
    expect(elementOf(app).querySelector('b')).toBeNull();
    expect(tab.redirects).toHaveLength(2);
  });

  it('keeps what *authCompleting shows while the app is left', async () => {
    await tab.signIn({ config });
    const app = await openOwn(`${APP}own`);
    const shown = part(app, 'em');
    await app.auth.login();
    await app.settled();

    expect(app.auth.state().status).toBe('redirecting');
    expect(part(app, 'em')).toBe(shown);
  });

  it('says nothing on a server, where Angular would not know of it', async () => {
    const providers = [{ provide: PLATFORM_ID, useValue: 'server' }];
    const app = startApp(tab, `${APP}own`, ROUTES_OF_ITS_OWN, { config, providers });
    await app.settled();

    expect(part(app, 'auth-callback').children).toHaveLength(2);
    expect(app.text()).toBe('');
  });

  it('shows a template that comes later in place of its own words, and these again when it goes', async () => {
    await tab.open(APP, { config }).auth.login();
    const app = startApp(tab, server.refuse(tab.redirect), [{ path: 'own', component: LateCallback }], { config });
    await app.auth.ready;
    await app.settled();
    const before = [said(app, 'alert'), offered(app)];
    isThere.set(true);
    await app.settled();

    expect(before).toEqual([
      ['Sign-in failed', 'Alice said <b>no</b>'],
      ['Try again', 'Go to the start page'],
    ]);
    const then = [said(app, 'alert'), offered(app)];
    isThere.set(false);
    await app.settled();
    await app.settled();

    expect(then).toEqual([['access_denied'], []]);
    expect([said(app, 'alert'), offered(app)]).toEqual(before);
  });
});
