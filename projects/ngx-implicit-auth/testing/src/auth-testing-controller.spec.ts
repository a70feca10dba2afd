import { HttpClient } from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { AuthService, withSilentRenewal, withSilentSignIn, withTabSync, withUserInfo } from 'ngx-implicit-auth';
import { Reports, testedApp } from '../../src/lib/testing/tested-app';

describe('AuthTestingController', () => {
  it('signs somebody in at once', () => {
    const { controller, auth } = testedApp();
    controller.signIn({ claims: { sub: 'alice', name: 'Alice' }, scope: 'openid approve', accessToken: 'token-1' });

    expect(auth.claims()).toMatchObject({ iss: 'https://id.test', sub: 'alice', name: 'Alice' });
    expect([auth.accessToken(), auth.session()?.scope]).toEqual(['token-1', 'openid approve']);
    expect(controller.events).toEqual([{ type: 'signed-in', returnTo: '/' }]);
  });

  it('is asked for a page by a guard, and comes back to it', async () => {
    const { controller, router } = testedApp();
    const harness = await RouterTestingHarness.create();
    void router.navigateByUrl('/reports?year=2026#may');

    const redirect = await controller.redirected();
    expect(redirect).toMatchObject({ type: 'sign-in', returnTo: '/reports?year=2026#may', window: 'page' });
    expect(redirect.parameters).toMatchObject({ client_id: 'test-client', scope: 'openid' });

    await controller.answer({ claims: { sub: 'alice', name: 'Alice' } });
    expect(router.url).toBe('/reports?year=2026#may');
    harness.detectChanges();
    expect(harness.routeNativeElement?.textContent).toBe('the reports of Alice');
  });

  it('has the guard decide by scopes', async () => {
    const { controller } = testedApp();
    controller.signIn({ scope: 'openid' });
    const harness = await RouterTestingHarness.create();
    await harness.navigateByUrl('/approve');
    expect(harness.routeNativeElement).toBeNull();

    controller.signIn({ scope: 'openid approve' });
    await harness.navigateByUrl('/approve', Reports);
  });

  it('shows a refusal on the callback page', async () => {
    const { controller, router, auth } = testedApp();
    const harness = await RouterTestingHarness.create();
    void router.navigateByUrl('/reports');
    await controller.redirected();
    await controller.answer({ error: 'access_denied', errorDescription: 'Not today.' });

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'access_denied' }, returnTo: '/reports' });
    expect(router.url).toBe('/auth/callback');
    expect(harness.routeNativeElement?.tagName).toBe('AUTH-CALLBACK');
  });

  it('is completing until the answer is judged', async () => {
    const { controller, auth } = testedApp();
    await auth.login();
    const answered = controller.answer();
    expect(auth.state().status).toBe('completing');
    await answered;
    expect(auth.state().status).toBe('signed-in');
    const checks = controller.events.flatMap((event) => (event.type === 'check-passed' ? event.check : []));
    expect([checks.at(0), checks.at(-1), checks.length]).toEqual(['state', 'access-token-hash', 11]);
  });

  it.each(['state', 'token_type'])('has the library judge an answer without %s', async (name) => {
    const { controller, auth } = testedApp();
    await auth.login();
    await controller.answer({ parameters: { [name]: undefined } });

    const code = { state: 'state_missing', token_type: 'token_type_unsupported' }[name];
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code } });
  });

  it('ends a session in each way', () => {
    const { controller, auth } = testedApp();
    for (const reason of ['other-person', 'session-ended', 'front-channel', 'other-tab', undefined] as const) {
      controller.signIn();
      controller.signOut(reason);
      expect(auth.state().status).toBe('signed-out');
      expect(controller.events.at(-1)).toEqual({ type: 'signed-out', reason });
    }
    controller.signIn();
    controller.expire();
    expect([auth.state().status, controller.events.at(-1)]).toEqual(['signed-out', { type: 'session-expired' }]);
  });

  it.each([
    ['renewed', 'signed-in'],
    ['interaction-required', 'signed-in'],
    ['unreachable', 'signed-in'],
    ['frame-blocked', 'signed-in'],
    ['refused', 'signed-in'],
    ['other-person', 'signed-out'],
  ] as const)('renews, with the outcome %s', async (outcome, status) => {
    const { controller, auth } = testedApp({ features: [withSilentRenewal()] });
    controller.signIn();
    const before = auth.accessToken();
    const renewal = controller.renew(outcome);
    expect(auth.state().status).toBe('renewing');

    await expect(renewal).resolves.toMatchObject({ status: outcome });
    expect([auth.state().status, auth.accessToken() === before]).toEqual([
      status,
      !['renewed', 'other-person'].includes(outcome),
    ]);
    expect(controller.events).toContainEqual(expect.objectContaining({ type: 'renewal-ended' }));
  });

  it('renews a session whose deadline has passed', async () => {
    const { controller, auth } = testedApp({ features: [withSilentRenewal()] });
    controller.signIn({ claims: { sub: 'alice' } });
    controller.expire();
    expect(auth.state()).toMatchObject({ status: 'renewing', session: { accessToken: null } });
    await TestBed.inject(AuthService).renew();
    expect(auth.claims()?.sub).toBe('alice');
  });

  it('signs in by a code, and with userinfo', async () => {
    const { controller, auth } = testedApp({
      config: { responseType: 'code', scope: 'openid profile' },
      features: [withUserInfo()],
    });
    await auth.login();
    await controller.answer({ claims: { sub: 'alice', email: 'alice@example.com' }, accessToken: 'by-code' });
    expect([auth.claims()?.email, auth.accessToken()]).toEqual(['alice@example.com', 'by-code']);
  });

  it('tells of each failing endpoint', async () => {
    const { controller, auth } = testedApp({ features: [withUserInfo()] });
    controller.setUnreachable('discovery');
    await expect(auth.login()).rejects.toMatchObject({ code: 'server_unreachable' });
    controller.setUnreachable('userinfo');
    await auth.login();
    await controller.answer();
    expect(controller.events).toContainEqual(expect.objectContaining({ type: 'user-info-failed' }));
    controller.setUnreachable('revocation');
    await auth.logout({ revoke: true });
    expect(controller.events).toContainEqual(expect.objectContaining({ type: 'revocation-failed' }));
    expect(await controller.redirected()).toMatchObject({ type: 'sign-out', returnTo: null });
  });

  it('grants less than was asked for', async () => {
    const { controller, auth } = testedApp({ config: { scope: 'openid read write' } });
    await auth.login();
    await controller.answer({ scope: 'openid read' });
    expect(controller.events).toContainEqual({ type: 'scope-narrowed', missing: ['write'] });
  });

  it('adds the token to requests, or that of a single API', async () => {
    const { controller, auth } = testedApp({
      config: {
        resourceServers: ['https://api.test', { url: 'https://reports.test', audience: 'reports' }],
      },
      features: [withSilentRenewal()],
    });
    controller.signIn({ accessToken: 'token-1' });
    controller.accessToken('https://reports.test', 'token-2');
    const http = TestBed.inject(HttpClient);
    const backend = TestBed.inject(HttpTestingController);
    http.get('https://api.test/a').subscribe();
    expect(backend.expectOne('https://api.test/a').request.headers.get('Authorization')).toBe('Bearer token-1');

    const token = await new Promise((resolve) =>
      auth.accessTokenFor('https://reports.test/b').subscribe((t) => t && resolve(t)),
    );
    expect(token).toBe('token-2');
    controller.accessToken('https://reports.test', { error: 'interaction_required' });
  });

  it('is a popup’s server, too', async () => {
    const { controller, auth } = testedApp();
    const login = auth.login({ window: 'popup' });
    expect(await controller.redirected()).toMatchObject({ window: 'popup' });
    await controller.answer({ claims: { sub: 'alice' } });
    await login;
    expect(auth.claims()?.sub).toBe('alice');

    const closed = auth.login({ window: 'popup' });
    await controller.redirected();
    controller.closePopup();
    await expect(closed).rejects.toMatchObject({ code: 'popup_closed' });

    controller.blockPopups();
    await expect(auth.login({ window: 'popup' })).rejects.toMatchObject({ code: 'popup_blocked' });
  });

  it('is another tab', () => {
    const { controller, auth } = testedApp({ features: [withTabSync()] });
    controller.otherTab().signIn({ claims: { sub: 'alice' } });
    expect([auth.claims()?.sub, controller.events.at(-1)?.type]).toEqual(['alice', 'session-received']);
    controller.otherTab().signIn({ claims: { sub: 'bob' } });
    expect(auth.claims()?.sub).toBe('alice');
    controller.otherTab().signOut();
    expect(controller.events.at(-1)).toEqual({ type: 'signed-out', reason: 'other-tab' });
    controller.otherTab().signIn({ claims: { sub: 'bob' } });
    expect(auth.claims()?.sub).toBe('bob');
  });

  it('forgets at the server who has signed out elsewhere', async () => {
    const { controller, auth } = testedApp({ features: [withSilentRenewal()] });
    for (const signOut of [() => controller.signOut('session-ended'), () => controller.otherTab().signOut()]) {
      controller.signIn({ claims: { sub: 'alice' } });
      signOut();
      await auth.login();
      await controller.answer();
      expect(auth.claims()?.sub).toBe('test-person');
    }
  });

  it('signs nobody in silently whom the server does not know', async () => {
    const { controller, router } = testedApp({ features: [withSilentRenewal(), withSilentSignIn()] });
    void router.navigateByUrl('/reports');

    expect(await controller.redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('signs in whomever the test says while the server is asked silently', async () => {
    const { controller, auth, router } = testedApp({ features: [withSilentRenewal(), withSilentSignIn()] });
    expect(auth.state().status).toBe('renewing');
    controller.signIn({ claims: { sub: 'alice' } });
    await router.navigateByUrl('/reports');

    expect([router.url, auth.claims()?.sub, controller.events.map(({ type }) => type)]).toEqual([
      '/reports',
      'alice',
      ['signed-in'],
    ]);
  });

  it('signs somebody in silently, if the test says so', async () => {
    const { controller, router, auth } = testedApp({ features: [withSilentRenewal(), withSilentSignIn()] });
    controller.answerSilently('renewed');
    await router.navigateByUrl('/reports');

    expect([router.url, auth.claims()?.sub]).toEqual(['/reports', 'test-person']);
  });
});
