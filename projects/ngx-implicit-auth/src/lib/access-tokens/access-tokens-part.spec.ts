import { withSilentRenewal } from 'ngx-implicit-auth';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { BOTH, heldIn, REPORTS, TIMESHEETS } from '../testing/reports';

const server = await fakeAuthorizationServer();
const APIS = { config: BOTH, providers: BACKEND };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

describe('a resource server with an access token of its own', () => {
  it('R49 A7 gets that one, and the others get theirs', async () => {
    const page = await tab.signIn(APIS);
    const own = sessionIn(page).accessToken;
    void send(`${REPORTS}/7`);
    const toReports = await arrived();
    void send(`${TIMESHEETS}/7`);
    const toTimesheets = await arrived();

    expect(heldIn(page)).toHaveLength(1);
    expect(tokenOf(toReports)).toBe(`Bearer ${heldIn(page)[0]}`);
    expect(tokenOf(toTimesheets)).toBe(`Bearer ${own}`);
    expect(heldIn(page)).not.toContain(own);
    noneElse();
  });

  it('R50 is asked for without a page, for the person who is signed in', async () => {
    const page = await tab.signIn(APIS);
    void send(REPORTS);
    await arrived();
    const request = Object.fromEntries(frames.request());

    expect(request).toMatchObject({
      audience: 'https://reports/',
      scope: 'openid read:reports',
      response_type: 'id_token token',
      prompt: 'none',
      id_token_hint: sessionIn(page).idToken,
      redirect_uri: `${APP}silent-renewal.html`,
    });
    expect(page.events.map(({ type }) => type)).not.toContain('renewal-ended');
  });

  it('R52 is asked for once by however many requests, and by none once it is held', async () => {
    await tab.signIn(APIS);
    void send(REPORTS);
    void send(`${REPORTS}/1`);
    const tokens = [tokenOf(await arrived()), tokenOf(await arrived())];
    void send(`${REPORTS}/2`);
    tokens.push(tokenOf(await arrived()));

    expect(new Set(tokens).size).toBe(1);
    expect(frames.urls).toHaveLength(1);
  });

  it('is kept with the session beyond a reload, and gone with it after a sign-out', async () => {
    const before = await tab.signIn(APIS);
    void send(REPORTS);
    await arrived();
    const held = heldIn(before);
    const page = tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${held[0]}`);
    expect(frames.urls).toHaveLength(1);
    await page.auth.logout({ scope: 'local' });
    expect(
      Object.keys(tab.storage)
        .map((key) => tab.storage.getItem(key))
        .join(),
    ).not.toContain(held[0]);
  });

  it('goes on when the session is renewed', async () => {
    const page = await tab.signIn({ ...APIS, features: [withSilentRenewal()] });
    void send(REPORTS);
    await arrived();
    const held = heldIn(page);
    await page.auth.renew();

    expect(heldIn(page)).toEqual(held);
  });

  it('R51 does not go on when no claims tell whether the renewed session is of the same person', async () => {
    const config = { ...BOTH, responseType: 'token', scope: 'read:timesheets' } as const;
    const page = await tab.signIn({ ...APIS, config, features: [withSilentRenewal()] });
    void send(REPORTS);
    await arrived();
    const held = heldIn(page);
    await page.auth.renew();

    expect([held.length, heldIn(page)]).toEqual([1, []]);
  });

  it('R24 is asked for again when it has expired', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    const page = await tab.signIn({ ...APIS, answer: { parameters: { expires_in: '7200' } } });
    void send(REPORTS);
    await arrived();
    const [first] = heldIn(page);
    tab.platform.now = () => start + 600_001;
    frames.answering({ claims: { iat: Math.floor(start / 1000) + 600 } });
    void send(REPORTS);

    expect(tokenOf(await arrived())).not.toBe(`Bearer ${first}`);
    expect(frames.urls).toHaveLength(2);
    expect(heldIn(page)).toHaveLength(1);
  });

  it('R48 is asked for once more after a 401 invalid_token, and the request sent once more', async () => {
    await tab.signIn(APIS);
    const answer = send(REPORTS);
    const refusal = { status: 401, statusText: 'no', headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
    const first = await arrived();
    first.flush(null, refusal);
    const second = await arrived();
    second.flush(null, refusal);

    expect(await answer).toMatchObject({ status: 401 });
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(frames.urls).toHaveLength(2);
    noneElse();
  });

  it('R48 is not asked for again after a 403, nor after a 401 that wants something else', async () => {
    await tab.signIn(APIS);
    const challenge = { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication"' };
    for (const options of [
      { status: 403, statusText: 'no' },
      { status: 401, statusText: 'no', headers: challenge },
    ]) {
      const answer = send(REPORTS);
      (await arrived()).flush(null, options);
      expect(await answer).toMatchObject({ status: options.status });
    }
    expect(frames.urls).toHaveLength(1);
    noneElse();
  });

  it.each(['consent_required', 'login_required'])(
    'R50 fails a request as interaction_required, without sending it, when the server answers %s',
    async (error) => {
      const page = await tab.signIn(APIS);
      frames.refusing({ error });

      expect(await send(REPORTS)).toMatchObject({ name: 'AuthError', code: 'interaction_required' });
      expect(sessionIn(page).accessToken).not.toBeNull();
      noneElse();
    },
  );

  it('R51 signs the person out when somebody else is signed in at the server, and sends nothing', async () => {
    const page = await tab.signIn(APIS);
    frames.answering({ claims: { sub: 'bob-1002' } });

    expect(await send(REPORTS)).toMatchObject({ code: 'other_person' });
    expect(page.auth.snapshot().status).toBe('signed-out');
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    noneElse();
  });

  it('R35 R51 refuses an answer that does not pass every check', async () => {
    const page = await tab.signIn(APIS);
    frames.answering({ claims: { nonce: 'another' } });

    expect(await send(REPORTS)).toMatchObject({ code: 'id_token_nonce_mismatch' });
    expect(heldIn(page)).toEqual([]);
    noneElse();
  });

  it('is not fetched while nobody is signed in: the request goes without', async () => {
    tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBeNull();
    expect(frames.urls).toEqual([]);
  });

  it('is not kept when somebody has signed out in the meantime', async () => {
    const page = await tab.signIn(APIS);
    const frame = frames.waiting();
    const answer = send(REPORTS);
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();

    expect(await answer).toMatchObject({ code: 'interaction_required' });
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
    noneElse();
  });

  it('A28 is asked for anew when what is stored in its place is none', async () => {
    const page = await tab.signIn(APIS);
    const [key] = Object.keys(tab.storage).filter((name) => name.endsWith(' session'));
    const accessTokens = { '["https://reports/",null,["read:reports"]]': { accessToken: 7, expiresAt: Infinity } };
    tab.storage.setItem(key!, JSON.stringify({ ...sessionIn(page), accessTokens }));
    tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toMatch(/^Bearer access-token-/);
    expect(frames.urls).toHaveLength(1);
  });

  it('works the same with a bare token, which tells nobody’s identity', async () => {
    const page = await tab.signIn({ ...APIS, config: { ...APIS.config, responseType: 'token', scope: 'all' } });
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
    expect(Object.fromEntries(frames.request())).toMatchObject({ response_type: 'token', scope: 'read:reports' });
  });
});
