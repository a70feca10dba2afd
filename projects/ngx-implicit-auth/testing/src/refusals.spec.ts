import { TestBed } from '@angular/core/testing';
import { AuthService, provideAuth, withSilentRenewal, withTabSync } from 'ngx-implicit-auth';
import { testedApp, type TestedApp } from '../../src/lib/testing/tested-app';
import { AuthTestingController } from './auth-testing-controller';
import { AuthTestingError } from './auth-testing-error';
import { provideAuthTesting } from './provide-auth-testing';

describe('AuthTestingController', () => {
  it.each([
    [
      'a sign-in while the page is being left',
      /answer\(\)/,
      async ({ controller, auth }) => {
        await auth.login();
        controller.signIn();
      },
    ],
    [
      'a sign-in while an answer is judged',
      /Await answer\(\)/,
      async ({ controller, auth }) => {
        await auth.login();
        void controller.answer();
        controller.signIn();
      },
    ],
    ['a sign-out of nobody', /signIn\(\) first/, ({ controller }) => controller.signOut()],
    ['a deadline of nobody', /signIn\(\) first/, ({ controller }) => controller.expire()],
    ['a renewal without the feature', /withSilentRenewal/, ({ controller }) => controller.renew()],
    ['an answer to nothing', /redirected\(\)/, ({ controller }) => controller.answer()],
    ['a closed popup where none is open', /window: 'popup'/, ({ controller }) => controller.closePopup()],
    [
      'an answer to a popup that a sign-out has closed',
      /redirected\(\)/,
      async ({ controller, auth }) => {
        auth.login({ window: 'popup' }).catch(() => {});
        await controller.redirected();
        await auth.logout();
        await controller.answer();
      },
    ],
    ['a token of an unlisted API', /List it/, ({ controller }) => controller.accessToken('https://a.test', 'token')],
    ['another tab’s sign-in without the feature', /withTabSync/, ({ controller }) => controller.otherTab().signIn()],
    [
      'a session that has ended before it began',
      /expire\(\)/,
      ({ controller }) => controller.signIn({ expiresInSeconds: 0 }),
    ],
    ['a lifetime that is no number', /whole number/, ({ controller }) => controller.signIn({ expiresInSeconds: NaN })],
    ['a lifetime without end', /31,536,000/, ({ controller }) => controller.signIn({ expiresInSeconds: Infinity })],
    ['a part of a second', /whole number/, ({ controller }) => controller.signIn({ expiresInSeconds: 1.5 })],
    ['somebody without a name', /id_token_malformed/, ({ controller }) => controller.signIn({ claims: { sub: '' } })],
    [
      'another issuer',
      /id_token_issuer_mismatch/,
      ({ controller }) => controller.signIn({ claims: { iss: 'https://a' } }),
    ],
    ['an id_token that has expired', /expire/, ({ controller }) => controller.signIn({ claims: { exp: 1 } })],
    [
      'an answer for another nonce',
      /id_token_nonce_mismatch/,
      async ({ controller, auth }) => {
        await auth.login();
        await controller.answer({ claims: { nonce: 'another' } });
      },
    ],
    [
      'an answer with a weaker authentication',
      /acr_mismatch/,
      async ({ controller, auth }) => {
        await auth.login({ acrValues: 'mfa' });
        await controller.answer({ claims: { acr: 'pwd' } });
      },
    ],
    [
      'an answer with an older authentication',
      /auth_time_too_old/,
      async ({ controller, auth }) => {
        await auth.login({ maxAgeSeconds: 60 });
        await controller.answer({ claims: { auth_time: 0 } });
      },
    ],
    [
      'an error and a sign-in in one answer',
      /Leave out claims/,
      async ({ controller, auth }) => {
        await auth.login();
        await controller.answer({ error: 'access_denied', claims: {} });
      },
    ],
    [
      'a description of no error',
      /access_denied/,
      async ({ controller, auth }) => {
        await auth.login();
        await controller.answer({ errorDescription: 'Not today.' });
      },
    ],
    [
      'a session_state, which has a frame loaded',
      /Leave it out/,
      async ({ controller, auth }) => {
        await auth.login();
        await controller.answer({ parameters: { session_state: 'state-1' } });
      },
    ],
    [
      'an error without a name',
      /access_denied/,
      async ({ controller, auth }) => {
        await auth.login();
        await controller.answer({ error: '' });
      },
    ],
    [
      'a token that no header can carry',
      /without spaces/,
      ({ controller }) => controller.signIn({ accessToken: 'a b' }),
    ],
    ['a blocked popup as a failed sign-in', /blockPopups/, ({ controller }) => controller.fail('popup_blocked')],
    [
      'a blocked frame as a failed sign-in',
      /renew\('frame-blocked'\)/,
      ({ controller }) => controller.fail('renewal_frame_blocked'),
    ],
  ] as readonly (readonly [string, RegExp, (started: TestedApp) => unknown])[])(
    'refuses %s, and tells the way',
    async (_, way, act) => {
      const thrown = await Promise.resolve(testedApp())
        .then(act)
        .then(
          () => null,
          (error: unknown) => error,
        );
      expect(thrown).toBeInstanceOf(AuthTestingError);
      expect(String(thrown)).toMatch(way);
    },
  );

  describe('where sessions are renewed', () => {
    afterEach(() => {
      jest.useRealTimers();
    });

    const renewing = () => {
      const started = testedApp({ features: [withSilentRenewal()] });
      started.controller.signIn();
      return started;
    };

    it('refuses what is no outcome', async () => {
      await expect(renewing().controller.renew('failed' as never)).rejects.toThrow(/interaction-required/);
    });

    it('refuses a renewal in a frame where none works any more, and says what renews the session then', async () => {
      const { controller, router } = renewing();
      await controller.renew('frame-blocked');
      await expect(controller.renew()).rejects.toThrow(/next guarded navigation/);

      jest.useFakeTimers();
      jest.advanceTimersByTime(3_500_000);
      void router.navigateByUrl('/reports');
      await controller.redirected();
      await controller.answer();
      expect([router.url, controller.events.at(-2)?.type]).toEqual(['/reports', 'renewal-ended']);
    });

    it('refuses a renewal in a frame where the app wants none', async () => {
      const { controller } = testedApp({ features: [withSilentRenewal({ strategy: 'navigation' })] });
      controller.signIn();
      await expect(controller.renew()).rejects.toThrow(/Call AuthService\.renew\(\)/);
    });

    it('refuses a second renewal, and remembers no outcome of the first', async () => {
      const { controller, auth } = renewing();
      const first = controller.renew('unreachable');
      await expect(controller.renew('renewed')).rejects.toThrow(/Await that first/);
      await expect(first).resolves.toMatchObject({ status: 'unreachable' });
      await expect(auth.renew()).resolves.toEqual({ status: 'renewed' });
    });

    it('refuses a deadline that has passed', () => {
      const { controller } = renewing();
      controller.expire();
      expect(() => controller.expire()).toThrow(/Await AuthService\.renew\(\)/);
    });
  });

  it('refuses what needs the configuration until it has come', async () => {
    TestBed.configureTestingModule({
      providers: [provideAuth(new Promise<never>(() => {}), withTabSync()), provideAuthTesting()],
    });
    const controller = TestBed.inject(AuthTestingController);
    const early = /Let the configuration come first/;
    expect(() => controller.signIn()).toThrow(early);
    expect(() => controller.fail('config_unavailable')).toThrow(early);
    expect(() => controller.otherTab()).toThrow(early);
    expect(() => controller.accessToken('https://a.test', 'token')).toThrow(early);
    await expect(controller.redirected()).rejects.toThrow(/'starting'/);
  });

  it('refuses a sign-in when the configuration has failed to come', async () => {
    TestBed.configureTestingModule({
      providers: [provideAuth(Promise.reject(new Error('404'))), provideAuthTesting()],
    });
    const controller = TestBed.inject(AuthTestingController);
    await TestBed.inject(AuthService).ready;
    expect(() => controller.signIn()).toThrow(/Have it come/);
  });

  it.each(['', 'a b', { error: 'denied' }, null])('refuses %p as the token of an API', (token) => {
    const { controller } = testedApp({ config: { resourceServers: [{ url: 'https://a.test', audience: 'a' }] } });
    expect(() => controller.accessToken('https://a.test', token as never)).toThrow(/without spaces|errors\.md/);
  });

  it('goes on to wait for the answer after one that it has refused', async () => {
    const { controller, auth } = testedApp();
    await auth.login();
    await expect(controller.answer({ expiresInSeconds: -1 })).rejects.toThrow(/whole number/);
    await controller.answer();
    expect(auth.isAuthenticated()).toBe(true);
  });

  it.each([
    ['claims', { responseType: 'token' }, { claims: { sub: 'alice' } }, /claims/],
    ['an access token', { responseType: 'id_token' }, { accessToken: 'token' }, /accessToken/],
    ['a scope', { responseType: 'id_token' }, { scope: 'read' }, /scope/],
  ] as const)('refuses %s that the app never gets', async (_, config, signIn, way) => {
    const { controller, auth } = testedApp({ config });
    expect(() => controller.signIn(signIn)).toThrow(way);
    await auth.login();
    await expect(controller.answer(signIn)).rejects.toThrow(way);
    await controller.answer();
    expect(() => controller.signIn()).not.toThrow();
  });
});
