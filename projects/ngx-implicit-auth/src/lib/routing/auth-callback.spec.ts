import { ChangeDetectionStrategy, Component, PLATFORM_ID, signal } from '@angular/core';
import type { Routes } from '@angular/router';
import { AuthCompleting, AuthCallback, AuthFailed } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';
import { Secret, startApp, type StartedApp } from '../testing/start-app';
import { authGuard } from './auth-guard';

const server = await fakeAuthorizationServer();
const ROUTES: Routes = [{ path: 'secret', component: Secret, canActivate: [authGuard] }];
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

const element = ({ fixture }: StartedApp) => fixture.nativeElement as HTMLElement;
const part = (app: StartedApp, selector: string) => {
  const found = element(app).querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};

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

describe('AuthCallback', () => {
  it('announces that the sign-in is being completed, without an alert and without a button', async () => {
    await tab.open().auth.login();
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES);
    const verifying = app.auth.ready;
    await app.settled();
    const whileCompleting = [app.auth.state().status, part(app, '[role=status]').textContent.trim()];
    const alert = part(app, '[role=alert]').textContent.trim();
    const button = part(app, 'button').hidden;
    await verifying;

    expect(whileCompleting).toEqual(['completing', 'Signing in…']);
    expect([alert, button]).toEqual(['', true]);
  });

  it('R19 announces a failure in the server’s words, which are text and no HTML', async () => {
    const app = await refused({ parameters: { error_description: 'No <img src=x onerror=alert(1)> <b>access</b>' } });

    expect(part(app, '[role=alert]').textContent.trim()).toBe(
      'Sign-in failed. No <img src=x onerror=alert(1)> <b>access</b>',
    );
    expect(element(app).querySelector('img, b, script')).toBeNull();
    expect(part(app, '[role=status]').textContent.trim()).toBe('');
  });

  it('tells people in plain words, and developers what is wrong, folded, where nothing is read out', async () => {
    await tab.open().auth.login();
    const app = await open(await server.answer(tab.redirect, { claims: { nonce: 'x' } }));

    expect(part(app, '[role=alert]').textContent).toBe(
      'Sign-in failed. Something is not set up as it has to be. Try again, or tell whoever runs this app: ' +
        'id_token_nonce_mismatch.',
    );
    expect(part(app, 'auth-callback > details').textContent).toMatch(/^DetailsThe id_token does not carry the nonce/);
    expect((part(app, 'auth-callback > details') as HTMLDetailsElement).open).toBe(false);
  });

  it('takes away what it told developers when another try begins', async () => {
    const app = await refused();
    const before = element(app).querySelectorAll('details').length;
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;
    await app.fixture.whenStable();

    expect([before, element(app).querySelectorAll('details').length]).toEqual([1, 0]);
  });

  it('tells people alone in production', async () => {
    const app = await inProduction(() => refused({ parameters: { error_description: undefined } }));

    expect(app.text()).toBe(
      'Sign-in failed. Access was refused. Try again, or ask whoever runs this app for access.Try again',
    );
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
    expect(regions[1]?.textContent).toContain('Sign-in failed.');
  });

  it('offers another try by a button that a keyboard reaches, back to the same place', async () => {
    const app = await refused();
    const button = part(app, 'button');
    const offered = [button.hidden, button.textContent, button.getAttribute('type')];
    const leaving = app.leaving();
    button.click();
    await leaving;

    expect(offered).toEqual([false, 'Try again', 'button']);
    const back = await open(await server.answer(tab.redirect));
    expect(back.router.url).toBe('/secret?week=7#monday');
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

    expect(part(app, '[role=alert]').textContent).toContain(
      'The sign-in service does not answer. Check your connection',
    );
    expect(part(app, 'button').hidden).toBe(false);
  });

  it('says so when it is opened without a response, and offers to start a sign-in', async () => {
    const app = await open(`${APP}auth/callback`);
    const text = part(app, '[role=alert]').textContent;
    const leaving = app.leaving();
    part(app, 'button').click();
    await leaving;

    expect(text).toContain('No sign-in waits here.');
    expect(app.auth.state().status).toBe('redirecting');
  });

  it('says so when somebody who is signed in opens it', async () => {
    await tab.signIn();
    const app = await open(`${APP}auth/callback`);

    expect(app.text()).toBe('Signed in.');
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
    expect(element(app).querySelector('b')).toBeNull();
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

    expect(part(app, 'auth-callback').children).toHaveLength(3);
    expect(app.text()).toBe('');
  });

  it('shows a template that comes later in place of its own words', async () => {
    await tab.open(APP, { config }).auth.login();
    const app = startApp(tab, server.refuse(tab.redirect), [{ path: 'own', component: LateCallback }], { config });
    await app.auth.ready;
    await app.settled();
    const before = [part(app, '[role=alert]').textContent, part(app, 'button').hidden];
    isThere.set(true);
    await app.settled();

    expect(before).toEqual(['Sign-in failed. Alice said <b>no</b>', false]);
    expect(part(app, '[role=alert]').textContent).toBe('access_denied');
    expect(part(app, 'button').hidden).toBe(true);
  });
});
