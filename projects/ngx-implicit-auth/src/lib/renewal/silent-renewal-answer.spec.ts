import { withSilentRenewal } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('what renew() makes of the answer', () => {
  it('R51 replaces the session by a verified one, and asks the server for nothing else', async () => {
    const page = await tab.signIn(BY_FRAME);
    const before = sessionIn(page);
    server.requests.length = 0;
    const outcome = await page.auth.renew();

    expect(outcome).toEqual({ status: 'renewed' });
    expect(sessionIn(page).accessToken).not.toBe(before.accessToken);
    expect(page.auth.claims()).toMatchObject(ALICE);
    expect(server.requests).toEqual([]);
    expect(tab.open(undefined, BY_FRAME).auth.accessToken()).toBe(page.auth.accessToken());
  });

  it.each(['login_required', 'interaction_required', 'consent_required', 'account_selection_required'])(
    'R50 says that interaction is needed on %s, and leaves the session',
    async (error) => {
      const page = await tab.signIn(BY_FRAME);
      const before = sessionIn(page);
      frames.refusing({ error });

      await expect(page.auth.renew()).resolves.toMatchObject({
        status: 'interaction-required',
        error: { code: 'interaction_required', server: { error } },
      });
      expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
    },
  );

  it('R50 takes an error without a state for the answer: nobody else answers in this frame', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.refusing({ error: 'login_required', state: undefined });

    expect((await page.auth.renew()).status).toBe('interaction-required');
  });

  it.each<[string, AnswerChanges]>([
    ['another state', { parameters: { state: 'made-up' } }],
    ['no state', { parameters: { state: undefined } }],
    ['another nonce', { claims: { nonce: 'other' } }],
    ['another access token', { parameters: { access_token: 'injected' } }],
    ['another issuer', { claims: { iss: 'https://evil.test' } }],
    ['an error with a wrong state', { parameters: { error: 'login_required', state: 'x', id_token: undefined } }],
    ['tokens in the query', { component: '?' }],
  ])('R51 refuses an answer with %s, and leaves the session', async (_, changes) => {
    const page = await tab.signIn(BY_FRAME);
    const before = sessionIn(page);
    frames.answering(changes);
    const outcome = await page.auth.renew();

    expect(outcome).toMatchObject({ status: 'refused', error: { name: 'AuthError' } });
    expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
  });

  it('R51 signs out when the server answers for somebody else', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.answering({ claims: { sub: 'bob' } });

    await expect(page.auth.renew()).resolves.toEqual({ status: 'other-person' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.auth.claims()).toBeNull();
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it.each([
    ['server_unreachable', 'unreachable'],
    ['renewal_frame_blocked', 'frame-blocked'],
  ] as const)('R52 tells %s as %s, and keeps the session while it lasts', async (code, status) => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing(code);

    expect((await page.auth.renew()).status).toBe(status);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it.each(['server_error', 'temporarily_unavailable'])('R52 takes %s for a passing failure', async (error) => {
    const page = await tab.signIn(BY_FRAME);
    frames.refusing({ error });

    expect((await page.auth.renew()).status).toBe('unreachable');
  });
});
