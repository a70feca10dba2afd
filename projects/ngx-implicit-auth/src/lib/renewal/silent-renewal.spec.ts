import { withSilentRenewal, type SilentRenewalOptions } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { sessionOf, type Session } from '../session/auth-state';

const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  localStorage.clear();
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

afterEach(() => {
  jest.useRealTimers();
});

const signIn = ({ options, ...rest }: PageOptions & { options?: SilentRenewalOptions } = {}, expiresIn = '600') =>
  tab.signIn({ ...rest, features: [withSilentRenewal(options)], answer: { parameters: { expires_in: expiresIn } } });
const session = ({ auth }: Page): Session => {
  const current = sessionOf(auth.snapshot());
  if (!current) throw new Error('Nobody is signed in.');
  return current;
};
const outcomes = ({ events }: Page) =>
  events.flatMap((event) => (event.type === 'renewal-ended' ? [event.outcome.status] : []));
/** Resolves with the outcome of the renewal that something has started, once the next may begin. */
const ended = ({ auth }: Page) =>
  new Promise<string>((resolve) => {
    auth.events$.subscribe((event) => {
      if (event.type === 'renewal-ended') setImmediate(resolve, event.outcome.status);
    });
  });

describe('renew()', () => {
  it('R50 asks with prompt=none and the id_token as a hint, to answer at the static page', async () => {
    const page = await signIn();
    const { idToken } = session(page);
    await page.auth.renew();

    expect(frames.request().get('prompt')).toBe('none');
    expect(frames.request().get('id_token_hint')).toBe(idToken);
    expect(frames.request().get('redirect_uri')).toBe(`${APP}silent-renewal.html`);
    expect(frames.request().get('response_type')).toBe('id_token token');
  });

  it('R51 replaces the session by a verified one, and asks the server for nothing else', async () => {
    const page = await signIn();
    const before = session(page);
    server.requests.length = 0;
    const outcome = await page.auth.renew();

    expect(outcome).toEqual({ status: 'renewed' });
    expect(session(page).accessToken).not.toBe(before.accessToken);
    expect(page.auth.claims()).toMatchObject(ALICE);
    expect(server.requests).toEqual([]);
    expect(tab.open(undefined, { features: [withSilentRenewal()] }).auth.accessToken()).toBe(page.auth.accessToken());
  });

  it('R51 makes state and nonce anew each time, and leaves neither in a storage', async () => {
    const page = await signIn();
    await page.auth.renew();
    await page.auth.renew();
    const secrets = [0, 1].flatMap((at) => [frames.request(at).get('state')!, frames.request(at).get('nonce')!]);

    expect(new Set(secrets).size).toBe(4);
    for (const state of [secrets[0]!, secrets[2]!]) expect(tab.storage.dump()).not.toContain(state);
  });

  it('goes renewing → signed-in, and stays usable in between', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    const during = page.auth.state();
    const tokenDuring = page.auth.accessToken();
    await frame.answer();
    await renewal;

    expect(during.status).toBe('renewing');
    expect(tokenDuring).not.toBeNull();
    expect(page.auth.state().status).toBe('signed-in');
    expect(outcomes(page)).toEqual(['renewed']);
  });

  it.each(['login_required', 'interaction_required', 'consent_required', 'account_selection_required'])(
    'R50 says that interaction is needed on %s, and leaves the session',
    async (error) => {
      const page = await signIn();
      const before = session(page);
      frames.refusing({ error });

      await expect(page.auth.renew()).resolves.toMatchObject({
        status: 'interaction-required',
        error: { code: 'interaction_required', server: { error } },
      });
      expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
    },
  );

  it('R50 takes an error without a state for the answer: nobody else answers in this frame', async () => {
    const page = await signIn();
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
    const page = await signIn();
    const before = session(page);
    frames.answering(changes);
    const outcome = await page.auth.renew();

    expect(outcome).toMatchObject({ status: 'refused', error: { name: 'AuthError' } });
    expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
  });

  it('R51 signs out when the server answers for somebody else', async () => {
    const page = await signIn();
    frames.answering({ claims: { sub: 'bob' } });

    await expect(page.auth.renew()).resolves.toEqual({ status: 'other-person' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.auth.claims()).toBeNull();
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('R52 is one renewal, however many ask for it', async () => {
    const page = await signIn();
    const results = await Promise.all(Array.from({ length: 10 }, () => page.auth.renew()));

    expect(new Set(results)).toEqual(new Set([{ status: 'renewed' }]));
    expect(frames.urls).toHaveLength(1);
  });

  it('R52 renews again when it is asked again later', async () => {
    const page = await signIn();
    await page.auth.renew();
    await page.auth.renew();

    expect(frames.urls).toHaveLength(2);
  });

  it.each([
    ['server_unreachable', 'unreachable'],
    ['renewal_frame_blocked', 'frame-blocked'],
  ] as const)('R52 tells %s as %s, and keeps the session while it lasts', async (code, status) => {
    const page = await signIn();
    frames.failing(code);

    expect((await page.auth.renew()).status).toBe(status);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it.each(['server_error', 'temporarily_unavailable'])('R52 takes %s for a passing failure', async (error) => {
    const page = await signIn();
    frames.refusing({ error });

    expect((await page.auth.renew()).status).toBe('unreachable');
  });

  it('has nothing to renew when nobody is signed in', async () => {
    const { auth } = tab.open(APP, { features: [withSilentRenewal()] });

    expect((await auth.renew()).status).toBe('interaction-required');
    expect(frames.urls).toEqual([]);
  });

  it.each<[SilentRenewalOptions, string]>([
    [{ redirectUri: 'http://' }, 'request_invalid'],
    [{ redirectUri: 'http://app.example.com/silent-renewal.html' }, 'request_invalid'],
    [{ redirectUri: 'silent-renewal.html#here' }, 'request_invalid'],
    [{ timeoutSeconds: 0 }, 'config_invalid'],
    [{ timeoutSeconds: Number.NaN }, 'config_invalid'],
    [{ timeoutSeconds: Infinity }, 'config_invalid'],
    [{ leadSeconds: -1 }, 'config_invalid'],
  ])('refuses the options %j, opens no frame, and leaves the session', async (options, code) => {
    const page = await signIn({ options });

    await expect(page.auth.renew()).resolves.toMatchObject({ status: 'refused', error: { code } });
    expect(page.auth.isAuthenticated()).toBe(true);
    expect(frames.urls).toEqual([]);
  });

  it('says what to add in an app without withSilentRenewal()', async () => {
    const { auth } = await tab.signIn();

    await expect(auth.renew()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('withSilentRenewal()'),
    });
  });

  it('leaves the last word to a sign-out that came in between', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A22 goes on without tokens when the deadline passes while it waits', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    jest.advanceTimersByTime(600_000);
    const expired = page.auth.state();
    await frame.answer();
    await renewal;

    expect(expired).toMatchObject({
      status: 'renewing',
      session: { accessToken: null, idToken: null, claims: ALICE },
    });
    expect(page.auth.state().status).toBe('signed-in');
    expect(frames.urls).toHaveLength(1);
    expect(page.auth.accessToken()).not.toBeNull();
    expect(page.events.map(({ type }) => type)).not.toContain('session-expired');
  });

  it('leaves the last word to a sign-out after the session has expired as well', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    jest.advanceTimersByTime(600_000);
    await page.auth.logout({ scope: 'local' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });

  it('leaves the last word to a sign-in that came in between', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.login({ prompt: 'login' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'redirecting' });
    expect(new URL(tab.redirect).searchParams.get('prompt')).toBe('login');
  });
});

describe('a renewal by itself', () => {
  beforeEach(() => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });

  it('starts a tenth of the lifetime before the deadline, not a moment before', async () => {
    const page = await signIn();
    jest.advanceTimersByTime(539_999);
    const before = frames.urls.length;
    const renewal = ended(page);
    jest.advanceTimersByTime(1);

    expect(before).toBe(0);
    await expect(renewal).resolves.toBe('renewed');
    expect(frames.urls).toHaveLength(1);
  });

  it('goes on from session to session', async () => {
    const page = await signIn();
    for (let round = 0; round < 5; round++) {
      const renewal = ended(page);
      jest.advanceTimersByTime(540_000);
      await renewal;
    }

    expect(frames.urls).toHaveLength(5);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('starts as long before the deadline as is configured', async () => {
    const page = await signIn({ options: { leadSeconds: 200 } });
    jest.advanceTimersByTime(399_999);
    const before = frames.urls.length;
    const renewal = ended(page);
    jest.advanceTimersByTime(1);
    await renewal;

    expect(before).toBe(0);
    expect(frames.urls).toHaveLength(1);
  });

  it('R52 pauses longer and longer while nothing comes back, and tries once more at the deadline', async () => {
    const page = await signIn();
    frames.failing('server_unreachable');
    for (const wait of [540_000, 2_000, 4_000, 8_000, 16_000]) {
      const renewal = ended(page);
      jest.advanceTimersByTime(wait - 1);
      const early = frames.urls.length;
      jest.advanceTimersByTime(1);
      await renewal;
      expect(frames.urls).toHaveLength(early + 1);
    }
    const last = ended(page);
    jest.advanceTimersByTime(30_000);
    await last;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).toContain('session-expired');
    jest.advanceTimersByTime(600_000);
    expect(frames.urls).toHaveLength(6);
  });

  it('R52 tries again at once when the device is online again', async () => {
    const page = await signIn();
    frames.failing('server_unreachable');
    await page.auth.renew();
    frames.answering({});
    const renewal = ended(page);
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(0);

    await expect(renewal).resolves.toBe('renewed');
  });

  it.each([
    ['interaction is needed', () => frames.refusing({ error: 'login_required' })],
    ['the frame is blocked', () => frames.failing('renewal_frame_blocked')],
    ['the answer is refused', () => frames.answering({ claims: { nonce: 'other' } })],
  ])('R52 R50 is not tried again when %s', async (_, prepare) => {
    const page = await signIn();
    prepare();
    const renewal = ended(page);
    jest.advanceTimersByTime(540_000);
    await renewal;
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(59_999);

    expect(frames.urls).toHaveLength(1);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('is not made after a sign-out', async () => {
    const page = await signIn();
    await page.auth.logout({ scope: 'local' });
    jest.advanceTimersByTime(600_000);

    expect(frames.urls).toEqual([]);
  });

  it('is made at once for a restored session that is about to end', async () => {
    await signIn();
    jest.setSystemTime(Date.now() + 590_000);
    const page = tab.open(APP, { features: [withSilentRenewal()] });
    const renewal = ended(page);
    jest.advanceTimersByTime(0);

    await expect(renewal).resolves.toBe('renewed');
  });

  it('is not made any more once the app is destroyed', async () => {
    const page = await signIn();
    tab.open();
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(600_000);

    expect(page.auth.state().status).toBe('signed-in');
    expect(frames.urls).toEqual([]);
  });
});
