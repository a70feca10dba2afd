import { HttpBackend, HttpClient, HttpResponse, type HttpRequest } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { withDpop, withSilentRenewal, withSilentSignIn } from 'ngx-implicit-auth';
import { filter, firstValueFrom, of } from 'rxjs';
import { testedApp, type TestedApp } from '../../src/lib/testing/tested-app';

/** What a resource server gets that has a token of its own. */
function tokenFor(url: string, { auth }: TestedApp): Promise<string> {
  return firstValueFrom(auth.accessTokenFor(url).pipe(filter((token) => token !== null)));
}

/** An API that tells by which token it was asked. */
const ECHO = {
  handle: ({ headers }: HttpRequest<unknown>) => of(new HttpResponse({ body: headers.get('Authorization') })),
};

describe('the server of a test', () => {
  it('authenticates the person anew for each answer, and asks nobody for a renewal', async () => {
    const { controller, auth } = testedApp({ features: [withSilentRenewal()] });
    controller.signIn({ claims: { sub: 'alice', acr: 'pwd', amr: ['pwd'], auth_time: 1000 } });
    await controller.renew();
    expect(auth.claims()).toMatchObject({ sub: 'alice', acr: 'pwd', amr: ['pwd'], auth_time: 1000 });

    await auth.login({ acrValues: 'mfa', maxAgeSeconds: 60 });
    await controller.answer();
    expect(auth.claims()).toMatchObject({ sub: 'alice', acr: 'mfa' });
    expect(auth.claims()).not.toHaveProperty('amr');
    expect(auth.claims()?.auth_time).toBeGreaterThan(1000);
  });

  it('asks nobody for a renewal by a redirect either, and knows when whom it signs in silently has signed in', async () => {
    const byRedirect = testedApp({ features: [withSilentRenewal({ strategy: 'navigation' })] });
    byRedirect.controller.signIn({ claims: { acr: 'pwd', auth_time: 1000 } });
    void byRedirect.auth.renew();
    await byRedirect.controller.redirected();
    await byRedirect.controller.answer();
    expect(byRedirect.auth.claims()).toMatchObject({ acr: 'pwd', auth_time: 1000 });

    TestBed.resetTestingModule();
    const silently = testedApp({ features: [withSilentRenewal(), withSilentSignIn()] });
    silently.controller.answerSilently('renewed');
    await silently.router.navigateByUrl('/reports');
    expect(silently.auth.claims()).toHaveProperty('auth_time');
  });

  it('grants at a renewal what it has granted at the sign-in', async () => {
    const { controller, auth } = testedApp({
      config: { scope: 'openid read approve' },
      features: [withSilentRenewal()],
    });
    controller.signIn({ scope: 'openid read' });
    await controller.renew();
    expect(auth.session()?.scope).toBe('openid read');
    await auth.login();
    await controller.answer();
    await controller.renew();
    expect(auth.session()?.scope).toBe('openid read approve');
  });

  it('takes a claim that is undefined for one that is left out', () => {
    const { controller, auth } = testedApp();
    controller.signIn({ claims: { sub: undefined, name: 'Alice' } });
    expect(auth.claims()).toMatchObject({ sub: 'test-person', name: 'Alice' });
  });

  it('leaves out when the person has authenticated, if the test wants it so', () => {
    const { controller, auth } = testedApp();
    controller.signIn({ claims: { auth_time: undefined } });
    expect(auth.claims()).not.toHaveProperty('auth_time');
  });

  it('redeems a code for tokens that last as long as the test says', async () => {
    const { controller, auth } = testedApp({ config: { responseType: 'code' } });
    await auth.login();
    await controller.answer({ expiresInSeconds: 60 });
    const { receivedAt = 0, expiresAt = 0 } = auth.session() ?? {};
    expect(expiresAt - receivedAt).toBe(60_000);
  });

  it('binds the tokens of a code to the app’s key', async () => {
    const { controller, auth } = testedApp({
      config: { responseType: 'code', resourceServers: ['https://api.test'] },
      features: [withDpop()],
    });
    await auth.login();
    await controller.answer({ accessToken: 'bound' });
    expect(auth.state().status).toBe('signed-in');
    expect(auth.accessToken()).toBe('bound');
  });

  it('tells the tokens of APIs from each other, and from the session’s', async () => {
    TestBed.overrideProvider(HttpBackend, { useValue: ECHO });
    const app = testedApp({
      config: {
        scope: 'openid read write',
        resourceServers: [
          { url: 'https://read.test', scope: 'read' },
          { url: 'https://write.test', scope: 'write' },
          { url: 'https://both.test', methods: ['GET'] },
          { url: 'https://both.test', methods: ['POST'], audience: 'both' },
        ],
      },
      features: [withSilentRenewal()],
    });
    const { controller } = app;
    controller.signIn();
    controller.accessToken('https://read.test', { error: 'interaction_required' });
    controller.accessToken('https://write.test', 'may-write');
    controller.accessToken('https://both.test', 'may-post');
    await expect(controller.renew()).resolves.toEqual({ status: 'renewed' });
    await expect(tokenFor('https://write.test', app)).resolves.toBe('may-write');

    await expect(firstValueFrom(TestBed.inject(HttpClient).get('https://both.test'))).resolves.not.toBe(
      'Bearer may-post',
    );
    await expect(firstValueFrom(TestBed.inject(HttpClient).post('https://both.test', null))).resolves.toBe(
      'Bearer may-post',
    );
  });

  it('gives out an API’s token by a page as well', async () => {
    const app = testedApp({ config: { resourceServers: [{ url: 'https://api.test', audience: 'api' }] } });
    app.controller.signIn();
    app.controller.accessToken('https://api.test', 'by-page');
    await app.auth.requestAccess('https://api.test');
    await app.controller.answer();
    await expect(tokenFor('https://api.test', app)).resolves.toBe('by-page');
  });
});
