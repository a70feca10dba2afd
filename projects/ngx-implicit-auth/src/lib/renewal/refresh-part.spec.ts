import { TestBed } from '@angular/core/testing';
import { AuthService } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { withSilentRenewal } from './with-silent-renewal';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { AuthError } from '../protocol/auth-error';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { sleep } from '../testing/sleeping-device';
import { SHARED_RENEWAL, type SharedRenewal } from './shared-renewal';

const server = await fakeAuthorizationServer();
const BY_CODE = { config: { responseType: 'code' }, features: [withSilentRenewal()] } as const;
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  // A grant of its own for each test.
  Object.assign(server.tokenEndpoint, { rotates: true, changes: {}, instead: null, wasReused: false });
  server.tokenEndpoint.requests.length = 0;
});

/** What each refresh so far has sent. */
const sent = () => server.tokenEndpoint.requests.flatMap((form) => form.getAll('refresh_token'));
const lastForm = () => Object.fromEntries(server.tokenEndpoint.requests.at(-1) ?? []);

describe('a renewal by refresh token', () => {
  it('R66 R71 sends it to the token endpoint, asks for no scope, and opens no frame', async () => {
    const page = await tab.signIn(BY_CODE);
    const before = sessionIn(page);
    const outcome = await page.auth.renew();
    const after = sessionIn(page);

    expect(outcome).toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(lastForm()).toEqual({
      grant_type: 'refresh_token',
      client_id: 'timesheets-spa',
      refresh_token: expect.stringMatching(/^refresh-token-/),
    });
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.claims?.sub).toBe(before.claims?.sub);
    expect(page.events).toContainEqual({ type: 'renewal-ended', outcome });
  });

  it('R71 R72 sends the newest one each time, across reloads, and none twice', async () => {
    let page = await tab.signIn(BY_CODE);
    await page.auth.renew();
    page = tab.open(APP, BY_CODE);
    await page.auth.renew();
    await page.auth.renew();

    expect(sent()).toHaveLength(3);
    expect(new Set(sent()).size).toBe(3);
    expect(server.tokenEndpoint.wasReused).toBe(false);
    expect(page.auth.snapshot().status).toBe('signed-in');
  });

  it('goes on with the old one where the server gives no new one', async () => {
    server.tokenEndpoint.rotates = false;
    const page = await tab.signIn(BY_CODE);
    await page.auth.renew();
    await page.auth.renew();

    expect(sent()).toHaveLength(2);
    expect(new Set(sent()).size).toBe(1);
    expect(frames.urls).toEqual([]);
  });

  it('begins by itself before the deadline', async () => {
    const page = await tab.signIn(BY_CODE);
    const { expiresAt } = sessionIn(page);
    const ended = firstValueFrom(page.auth.events$.pipe(filter(({ type }) => type === 'renewal-ended')));
    await jest.advanceTimersByTimeAsync(560_000);
    await ended;

    expect(sent()).toHaveLength(1);
    expect(sessionIn(page).expiresAt).toBeGreaterThan(expiresAt);
  });

  it('R72 is one, however many ask for it', async () => {
    const page = await tab.signIn(BY_CODE);
    await Promise.all(Array.from({ length: 10 }, () => page.auth.renew()));

    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['no id_token', { id_token: undefined }],
    ['an id_token', {}],
  ])('R73 keeps who is signed in with %s of the refresh', async (_, changes) => {
    const page = await tab.signIn(BY_CODE);
    const { claims, idToken } = sessionIn(page);
    server.tokenEndpoint.changes = changes;
    await page.auth.renew();

    expect(sessionIn(page).claims).toMatchObject({ sub: claims?.sub });
    if ('id_token' in changes) expect(sessionIn(page).idToken).toBe(idToken);
  });

  it.each([
    [{ nonce: undefined }, 'renewed'],
    [{ nonce: 'another' }, 'refused'],
    [{ iss: 'https://evil.test' }, 'refused'],
    [{ aud: 'another-client' }, 'refused'],
    [{ sub: 'bob-2002' }, 'other-person'],
  ] as const)('R73 R51 ends with the id_token claims %j as %s', async (claims, status) => {
    const page = await tab.signIn(BY_CODE);
    server.tokenEndpoint.claims = claims;
    const outcome = await page.auth.renew();
    server.tokenEndpoint.claims = {};

    expect(outcome.status).toBe(status);
    expect(page.auth.snapshot().status).toBe(status === 'other-person' ? 'signed-out' : 'signed-in');
  });

  it.each([
    () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
    () => Response.json({ error: 'invalid_request' }, { status: 400 }),
    () => new Response(null, { status: 400 }),
  ])(
    'R74 needs interaction once the refresh token is refused (%#); the session goes on until its deadline',
    async (instead) => {
      const page = await tab.signIn(BY_CODE);
      const { accessToken } = sessionIn(page);
      server.tokenEndpoint.instead = instead;
      const outcome = await page.auth.renew();

      expect(outcome).toMatchObject({ status: 'interaction-required', error: { code: 'token_request_refused' } });
      expect(frames.urls).toEqual([]);
      expect(sessionIn(page).accessToken).toBe(accessToken);
    },
  );

  it.each([
    () => new Response(null, { status: 503 }),
    () => Promise.reject(new TypeError('Failed to fetch')),
    () => new Response('<html>', { status: 200 }),
  ])('R72 R74 A33 asks silently when the answer is lost (%#), and never sends the token again', async (instead) => {
    const page = await tab.signIn(BY_CODE);
    server.tokenEndpoint.instead = (form) => (form.has('refresh_token') ? instead() : null);
    const outcome = await page.auth.renew();

    expect(outcome).toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
    expect(frames.request().get('response_type')).toBe('code');
    expect(sent()).toHaveLength(1);

    server.tokenEndpoint.instead = null;
    await page.auth.renew();
    expect(frames.urls).toHaveLength(1);
    expect(new Set(sent()).size).toBe(2);
    expect(server.tokenEndpoint.wasReused).toBe(false);
  });

  it('A22 R72 asks silently when the device sleeps while the answer is on its way, until its id_token has expired', async () => {
    const page = await tab.signIn(BY_CODE);
    const iat = Date.now() / 1000;
    const { sub, iss, aud } = sessionIn(page).claims ?? {};
    const id_token = await server.sign({ sub, iss, aud, iat, exp: iat + 3600 });
    server.tokenEndpoint.instead = (form) => {
      if (!form.has('refresh_token')) return null;
      sleep(86_400_000);
      return Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 600, id_token });
    };

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
    expect(sent()).toHaveLength(1);
  });

  it('R74 keeps the session while its token lasts when neither refresh nor frame is answered', async () => {
    const page = await tab.signIn(BY_CODE);
    const { accessToken } = sessionIn(page);
    server.tokenEndpoint.instead = () => new Response(null, { status: 503 });
    frames.failing('server_unreachable');
    const outcome = await page.auth.renew();

    expect(outcome.status).toBe('unreachable');
    expect(sessionIn(page).accessToken).toBe(accessToken);
    expect(sent()).toHaveLength(1);
  });

  it('R72 sends nothing while the device is offline, and the refresh token is still good', async () => {
    const page = await tab.signIn(BY_CODE);
    const isOnline = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const offline = await page.auth.renew();
    isOnline.mockRestore();
    const online = await page.auth.renew();

    expect([offline.status, online.status]).toEqual(['unreachable', 'renewed']);
    expect(sent()).toHaveLength(1);
  });

  it('R54 is not sent when somebody has signed out while this tab was in line', async () => {
    const afterSignOut: SharedRenewal = async (_, renew) => {
      await TestBed.inject(AuthService).logout({ scope: 'local' });
      return renew();
    };
    const page = await tab.signIn({ ...BY_CODE, providers: [{ provide: SHARED_RENEWAL, useValue: afterSignOut }] });
    const outcome = await page.auth.renew();

    expect(outcome.status).toBe('interaction-required');
    expect(sent()).toEqual([]);
    expect(frames.urls).toEqual([]);
  });

  it('R75 is revoked first by a sign-out that revokes', async () => {
    const page = await tab.signIn(BY_CODE);
    const hints: (string | null)[] = [];
    server.revocation = (form) => {
      hints.push(form.get('token_type_hint'));
      return new Response();
    };
    await page.auth.logout({ scope: 'local', revoke: true });

    expect(hints).toEqual(['refresh_token', 'access_token']);
    expect(tab.storage.dump()).not.toContain('refresh-token-');
  });

  it('R75 is in no message, event or log', async () => {
    const logged = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const page = await tab.signIn(BY_CODE);
    server.tokenEndpoint.instead = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
    const outcome = await page.auth.renew();

    expect(outcome.status).toBe('interaction-required');
    const error = 'error' in outcome ? outcome.error : new AuthError('internal_error', '');
    expect(JSON.stringify([page.events, error.message, logged.mock.calls])).not.toContain('refresh-token-');
    logged.mockRestore();
  });

  it('renews where frames do not work and the app wants none', async () => {
    const navigation = { ...BY_CODE, features: [withSilentRenewal({ strategy: 'navigation' })] };
    const page = await tab.signIn(navigation);

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('uses a frame where the server gives no refresh token', async () => {
    server.tokenEndpoint.changes = { refresh_token: undefined };
    const page = await tab.signIn(BY_CODE);
    await page.auth.renew();

    expect(sent()).toEqual([]);
    expect(frames.urls).toHaveLength(1);
  });

  it('is none with a response type that brings no refresh token', async () => {
    const page = await tab.signIn({ features: [withSilentRenewal()] });
    await page.auth.renew();

    expect(server.tokenEndpoint.requests).toEqual([]);
    expect(frames.urls).toHaveLength(1);
  });
});
