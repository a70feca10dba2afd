import { withSilentRenewal } from 'ngx-implicit-auth';
import { REFRESH_TOKEN } from '../session/session-store';
import { BOB } from '../testing/another-person';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const API = 'https://api.example.com';
const INVOICES = { url: `${API}/invoices`, resource: 'https://invoices/' };
const REPORTS = { url: `${API}/reports`, audience: 'https://reports/', scope: 'read:reports' };
const PROJECTS = { url: `${API}/projects`, scope: 'read:projects' };
const server = await fakeAuthorizationServer();
const BY_CODE = {
  config: {
    responseType: 'code',
    scope: 'openid profile read:reports read:projects',
    resourceServers: [
      INVOICES,
      REPORTS,
      PROJECTS,
      { url: `${API}/salaries`, scope: 'read:salaries' },
      { url: `${API}/archive`, audience: 'https://archive/' },
    ],
  },
  features: [withSilentRenewal()],
  providers: BACKEND,
} as const;
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  // A grant of its own for each test.
  Object.assign(server.tokenEndpoint, { rotates: true, changes: {}, claims: {}, instead: null, wasReused: false });
  server.tokenEndpoint.requests.length = 0;
});

afterEach(() => {
  expect(server.tokenEndpoint.wasReused).toBe(false);
});

const refreshes = () => server.tokenEndpoint.requests.filter((form) => form.has('refresh_token'));
const sent = () => refreshes().flatMap((form) => form.getAll('refresh_token'));
const tokensHeld = (page: Page) =>
  Object.values(sessionIn(page).accessTokens ?? {}).map(({ accessToken }) => accessToken);

/** Sends a request to an API, and tells the token that it arrives with. */
async function tokenAt({ url }: { readonly url: string }): Promise<string | null> {
  void send(url);
  return tokenOf(await arrived());
}

describe('the token of a single API, by the refresh token', () => {
  it.each([
    [INVOICES, { resource: 'https://invoices/' }],
    [REPORTS, { audience: 'https://reports/', scope: 'read:reports' }],
    [PROJECTS, { scope: 'read:projects' }],
  ])('R66 R71 is asked for as the app has listed it (%#), and opens no frame', async (listed, parameters) => {
    const page = await tab.signIn(BY_CODE);
    const before = sessionIn(page);
    const token = await tokenAt(listed);

    expect(refreshes().map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'timesheets-spa',
        refresh_token: expect.stringMatching(/^refresh-token-/),
        ...parameters,
      },
    ]);
    expect(frames.urls).toEqual([]);
    const { accessTokens, ...after } = sessionIn(page);
    expect(token).toBe(`Bearer ${accessTokens && Object.values(accessTokens)[0]?.accessToken}`);
    expect({ ...after, [REFRESH_TOKEN]: before[REFRESH_TOKEN] }).toEqual(before);
    expect(tab.storage.dump()).not.toContain(before[REFRESH_TOKEN]);
  });

  it('R71 R72 leaves the next refresh token to whatever comes after it, across a reload', async () => {
    await tab.signIn(BY_CODE);
    await tokenAt(PROJECTS);
    const page = tab.open(APP, BY_CODE);
    await tokenAt(REPORTS);
    await page.auth.renew();
    await page.auth.renew();

    expect(new Set(sent()).size).toBe(4);
    expect(frames.urls).toEqual([]);
  });

  it('R72 goes on with the old one where the server gives no new one', async () => {
    server.tokenEndpoint.rotates = false;
    const page = await tab.signIn(BY_CODE);
    await tokenAt(PROJECTS);
    await page.auth.renew();

    expect(new Set(sent()).size).toBe(1);
    expect(frames.urls).toEqual([]);
  });

  it.each([
    ['a scope that the sign-in has not asked for', '/salaries'],
    ['an audience without a scope, as nothing would tell whether the server knows it', '/archive'],
  ])('is asked for silently with %s', async (_, path) => {
    const page = await tab.signIn(BY_CODE);
    const token = await tokenAt({ url: `${API}${path}` });

    expect(token).toBe(`Bearer ${tokensHeld(page)[0]}`);
    expect(frames.urls).toHaveLength(1);
    expect(sent()).toEqual([]);
  });

  it('is asked for silently without withSilentRenewal()', async () => {
    const page = await tab.signIn({ ...BY_CODE, features: [] });
    const token = await tokenAt(PROJECTS);

    expect(token).toBe(`Bearer ${tokensHeld(page)[0]}`);
    expect(sent()).toEqual([]);
  });

  it.each([
    ['refuses', { instead: () => Response.json({ error: 'invalid_target' }, { status: 400 }) }],
    ['grants less', { changes: { scope: 'openid' } }],
  ])(
    'R72 is asked for silently when the server %s, and from then on at once, even after a reload',
    async (_, answer) => {
      await tab.signIn(BY_CODE);
      const { instead, changes } = { instead: null, changes: {}, ...answer };
      server.tokenEndpoint.instead = (form) => (form.has('refresh_token') ? (instead?.() ?? null) : null);
      server.tokenEndpoint.changes = changes;
      await tokenAt(PROJECTS);
      expect(sent()).toHaveLength(1);
      expect(frames.urls).toHaveLength(1);

      Object.assign(server.tokenEndpoint, { instead: null, changes: {} });
      const page = tab.open(APP, BY_CODE);
      jest.setSystemTime(Date.now() + 590_000);
      expect(await page.auth.renew()).toEqual({ status: 'renewed' });
      const renewals = sent().length;
      jest.setSystemTime(Date.now() + 590_000);
      await tokenAt(PROJECTS);
      expect(sent()).toHaveLength(renewals);
    },
  );

  it('R72 R74 is asked for silently when the answer is lost, and the refresh token is not sent again', async () => {
    const page = await tab.signIn(BY_CODE);
    server.tokenEndpoint.instead = (form) => (form.has('refresh_token') ? Promise.reject(new TypeError()) : null);
    const token = await tokenAt(PROJECTS);
    server.tokenEndpoint.instead = null;
    await page.auth.renew();

    expect(token).toBe(`Bearer ${tokensHeld(page)[0]}`);
    expect(sent()).toHaveLength(1);
    expect(frames.urls).toHaveLength(2);
  });

  it('R51 signs out when the answer is about another person', async () => {
    const page = await tab.signIn(BY_CODE);
    server.tokenEndpoint.claims = { ...BOB, nonce: undefined };
    const failure = await send(INVOICES.url);

    expect(failure).toMatchObject({ code: 'other_person' });
    expect(page.auth.snapshot()).toEqual({ status: 'signed-out' });
    noneElse();
  });

  it('R72 is one of several, each with a refresh token of its own, while the session is renewed', async () => {
    const page = await tab.signIn(BY_CODE);
    const renewed = page.auth.renew();
    const failures = [INVOICES, REPORTS, PROJECTS].map(({ url }) => send(url));
    const tokens = [await arrived(), await arrived(), await arrived()].map(tokenOf);
    expect(await renewed).toEqual({ status: 'renewed' });

    expect(failures).toHaveLength(3);
    expect(new Set(tokens)).toEqual(new Set(tokensHeld(page).map((token) => `Bearer ${token}`)));
    expect(frames.urls).toEqual([]);
    expect(new Set(sent()).size).toBe(4);
  });
});
