import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { AuthService, requireAccessToken, requireStepUp } from 'ngx-implicit-auth';
import { Reports, ROUTES, testedApp } from '../../src/lib/testing/tested-app';
import { AuthTestingController } from './auth-testing-controller';
import { AuthTestingError } from './auth-testing-error';
import { provideAuthTesting } from './provide-auth-testing';

const API = 'https://api.test';

/** An app whose pages ask for more than a sign-in. */
function strictApp() {
  const routes = [
    ...ROUTES,
    { path: 'orders', component: Reports, canActivate: [requireAccessToken(API)] },
    { path: 'pay', component: Reports, canActivate: [requireStepUp({ acrValues: 'mfa' }, { window: 'popup' })] },
  ];
  TestBed.configureTestingModule({
    providers: [
      provideRouter(routes),
      provideAuthTesting({ config: { resourceServers: [{ url: API, audience: 'api' }] } }),
    ],
  });
  const [controller, router] = [TestBed.inject(AuthTestingController), TestBed.inject(Router)];
  return { controller, router, auth: TestBed.inject(AuthService) };
}

describe('AuthTestingController.redirected()', () => {
  it('tells of no redirect that has been answered', async () => {
    const { controller, auth, router } = testedApp();
    await auth.login();
    await controller.answer();
    controller.signOut();
    void router.navigateByUrl('/reports');
    expect(await controller.redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('tells why a sign-in has not begun, when that is known already', async () => {
    const { controller, auth } = testedApp();
    controller.setUnreachable('discovery');
    await expect(auth.login()).rejects.toMatchObject({ code: 'server_unreachable' });
    await expect(controller.redirected()).rejects.toMatchObject({ code: 'server_unreachable' });

    controller.setUnreachable();
    void auth.login({ returnTo: '/reports' });
    expect(await controller.redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('tells what was pushed to the server before', async () => {
    const { controller, auth } = testedApp({ config: { responseType: 'code', pushAuthorizationRequests: true } });
    await auth.login({ acrValues: 'mfa' });
    expect((await controller.redirected()).parameters).toMatchObject({ response_type: 'code', acr_values: 'mfa' });
    await controller.answer();
    expect(auth.isAuthenticated()).toBe(true);
  });

  it('knows a sign-in from a sign-out whose address begins alike', async () => {
    const at = (path: string) => `https://id.test/oauth${path}`;
    const server = { authorizationEndpoint: at('/authorize'), jwksUri: at('/keys'), endSessionEndpoint: at('') };
    const { controller, auth } = testedApp({ config: { server } });
    await auth.login();
    expect(await controller.redirected()).toMatchObject({ type: 'sign-in' });
    await controller.answer();
    await auth.logout();
    expect(await controller.redirected()).toMatchObject({ type: 'sign-out' });
  });

  describe('ends', () => {
    it('when the app does nothing', async () => {
      const { controller } = testedApp();
      controller.signIn();
      const ended = controller.redirected();
      await expect(ended).rejects.toBeInstanceOf(AuthTestingError);
      await expect(ended).rejects.toThrow(/'signed-in'.*login\(\)/);
    });

    it('when the app is at the server already', async () => {
      const { controller, auth } = testedApp();
      await auth.login();
      await controller.redirected();
      await expect(controller.redirected()).rejects.toThrow(/answer\(\)/);
    });

    it('with the test', async () => {
      const { controller } = testedApp();
      const ended = controller.redirected();
      TestBed.resetTestingModule();
      await expect(ended).rejects.toThrow(/app is gone/);
    });
  });
});

describe('AuthTestingController.answer()', () => {
  it('comes back from a sign-out, after which somebody can sign in again', async () => {
    const { controller, auth, router } = testedApp({ config: { postLogoutRedirectUri: 'approve' } });
    controller.signIn();
    await auth.logout();
    await controller.answer();
    // Its guard asks for a sign-in at once.
    expect(await controller.redirected()).toMatchObject({ type: 'sign-in', returnTo: '/approve' });
    await controller.answer({ scope: 'openid approve' });
    expect(router.url).toBe('/approve');
  });

  it('refuses to sign somebody in when it comes back from a sign-out', async () => {
    const { controller, auth } = testedApp();
    controller.signIn();
    await auth.logout();
    await expect(controller.answer({ claims: { sub: 'bob' } })).rejects.toThrow(/answer\(\) alone/);
    await controller.answer();
    expect(auth.state().status).toBe('signed-out');
  });

  it('need not come back before somebody else is signed in', async () => {
    const { controller, auth, router } = testedApp();
    controller.signIn();
    await auth.logout();
    controller.signIn({ claims: { sub: 'bob' } });
    await router.navigateByUrl('/reports');
    expect([router.url, auth.claims()?.sub]).toEqual(['/reports', 'bob']);
  });

  it('is there when the page wants to leave once more', async () => {
    const { controller, auth, router } = strictApp();
    controller.accessToken(API, { error: 'interaction_required' });
    void router.navigateByUrl('/orders');
    await controller.redirected();
    await controller.answer();
    expect(auth.state().status).toBe('redirecting');
    expect((await controller.redirected()).parameters).toMatchObject({ audience: 'api' });
    await controller.answer();
    expect(router.url).toBe('/orders');
  });

  it('is there when a popup has let the app go on', async () => {
    const { controller, auth, router } = strictApp();
    controller.signIn({ claims: { acr: 'pwd' } });
    await router.navigateByUrl('/reports');
    void router.navigateByUrl('/pay');
    expect(await controller.redirected()).toMatchObject({ window: 'popup' });
    await controller.answer();
    expect([router.url, auth.claims()?.acr]).toEqual(['/pay', 'mfa']);

    const login = auth.login({ window: 'popup', returnTo: '/reports' });
    await controller.redirected();
    await controller.answer();
    expect(router.url).toBe('/reports');
    await login;
  });

  it('is there when something has taken the place of a popup', async () => {
    const { controller, auth } = strictApp();
    const login = auth.login({ window: 'popup' });
    await controller.redirected();
    const answered = controller.answer();
    await auth.logout();
    await answered;
    await expect(login).rejects.toMatchObject({ code: 'popup_superseded' });
  });
});
