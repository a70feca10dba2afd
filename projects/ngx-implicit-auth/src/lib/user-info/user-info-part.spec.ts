import { EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { withSilentRenewal, withUserInfo } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, responseOf, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';

const BARE = { responseType: 'token', scope: 'profile' } as const;
const features = [withUserInfo()];
let server: FakeAuthorizationServer;
let tab: Tab;

beforeEach(async () => {
  server = await fakeAuthorizationServer();
  tab = fakeTab(server);
});

const claimsOf = ({ auth }: Page) => sessionOf(auth.snapshot())?.claims;
const failures = ({ events }: Page) => events.filter(({ type }) => type === 'user-info-failed');
const jwt = async (claims: Readonly<Record<string, unknown>>) =>
  new Response(await server.sign(claims), { headers: { 'content-type': 'application/jwt' } });

describe('withUserInfo()', () => {
  it('R44 R45 adds what the server tells to the claims, before anybody counts as signed in', async () => {
    const page = await tab.signIn({ features });

    expect(page.auth.claims()).toMatchObject({ ...ALICE, iss: server.issuer, nickname: 'Al' });
    expect(server.requests.filter((url) => url.endsWith('/me'))).toHaveLength(1);
    expect(page.events.at(-1)).toMatchObject({ type: 'signed-in' });
  });

  it('R45 never replaces a claim of the id_token', async () => {
    server.userInfo = () => Response.json({ ...ALICE, name: 'Somebody', acr: 'high', sid: 'other' });
    const claims = claimsOf(await tab.signIn({ features }));

    expect(claims).toMatchObject({ name: ALICE.name });
    expect(claims).not.toHaveProperty('acr');
    expect(claims).not.toHaveProperty('sid');
  });

  it('R45 does not use an answer about somebody else; the sign-in stands without it', async () => {
    server.userInfo = () => Response.json({ sub: 'bob', nickname: 'Bobby' });
    const page = await tab.signIn({ features });

    expect(page.auth.state().status).toBe('signed-in');
    expect(page.auth.claims()).not.toHaveProperty('nickname');
    expect(failures(page)).toEqual([
      { type: 'user-info-failed', error: expect.objectContaining({ code: 'user_info_subject_mismatch' }) },
    ]);
  });

  it('R45 R2 marks the claims of a bare token as unverified: they have no iss, whatever the server says', async () => {
    server.userInfo = () => Response.json({ ...ALICE, iss: server.issuer, aud: 'timesheets-spa', acr: 'high' });
    const page = await tab.signIn({ features, config: BARE });

    expect(page.auth.claims()).toEqual(ALICE);
    expect(page.auth.idToken()).toBeNull();
    expect(tab.open(undefined, { features, config: BARE }).auth.claims()).toEqual(ALICE);
  });

  it('R46 verifies a signed answer like an id_token', async () => {
    server.userInfo = () => jwt({ ...ALICE, nickname: 'Al', iss: server.issuer, aud: 'timesheets-spa' });
    const page = await tab.signIn({ features });

    expect(page.auth.claims()).toMatchObject({ nickname: 'Al' });
    expect(failures(page)).toEqual([]);
  });

  it('R46 does not use an answer that somebody else has signed', async () => {
    const other = await fakeAuthorizationServer();
    const forged = await other.sign({ ...ALICE, nickname: 'Mallory' });
    server.userInfo = () => new Response(forged, { headers: { 'content-type': 'application/jwt' } });
    const page = await tab.signIn({ features });

    expect(page.auth.claims()).not.toHaveProperty('nickname');
    expect(failures(page)).toEqual([
      { type: 'user-info-failed', error: expect.objectContaining({ code: 'user_info_invalid' }) },
    ]);
  });

  it('R46 R40 fetches the keys for an answer that a new one has signed', async () => {
    server.userInfo = async () => {
      await server.rotateKeys();
      return jwt({ ...ALICE, nickname: 'Al' });
    };
    const page = await tab.signIn({ features });

    expect(page.auth.claims()).toMatchObject({ nickname: 'Al' });
  });

  it('asks nothing when there is no access token to ask with', async () => {
    const page = await tab.signIn({ features, config: { responseType: 'id_token' } });

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(server.requests.filter((url) => url.endsWith('/me'))).toEqual([]);
  });

  it('says so when the server has no userinfo endpoint', async () => {
    server.metadata['userinfo_endpoint'] = undefined;
    const page = await tab.signIn({ features });

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(failures(page)).toMatchObject([{ error: { code: 'metadata_invalid' } }]);
  });

  it('R43 asks nothing after an id_token that was refused', async () => {
    const page = await tab.signIn({ features, answer: { claims: { nonce: 'other' } } });

    expect(page.auth.state().status).toBe('failed');
    expect(server.requests.filter((url) => url.endsWith('/me'))).toEqual([]);
  });
});

describe('withUserInfo() at a renewal', () => {
  const renewing = { features: [withUserInfo(), withSilentRenewal()] };

  /** Renews with an id_token of certain claims while the userinfo endpoint is out of order. */
  async function renewed(page: Page, claims: Readonly<Record<string, unknown>> = {}): Promise<void> {
    server.userInfo = () => new Response(null, { status: 503 });
    tab.frame = async (url) => responseOf(await server.answer(url, { claims }));
    await page.auth.renew();
  }

  it('R45 keeps what was known of the person when the server does not tell', async () => {
    const page = await tab.signIn(renewing);
    await renewed(page, { name: 'Alice Renamed', acr: 'high' });

    expect(page.auth.claims()).toMatchObject({ ...ALICE, nickname: 'Al', name: 'Alice Renamed', acr: 'high' });
    expect(failures(page)).toHaveLength(1);
    expect(page.events.at(-1)).toMatchObject({ type: 'renewal-ended', outcome: { status: 'renewed' } });
  });

  it('R45 keeps no claim that only an id_token may make', async () => {
    const page = await tab.signIn({ ...renewing, answer: { claims: { acr: 'high', sid: 'first' } } });
    await renewed(page);

    expect(page.auth.claims()).toMatchObject({ nickname: 'Al' });
    expect(page.auth.claims()).not.toHaveProperty('acr');
    expect(page.auth.claims()).not.toHaveProperty('sid');
  });

  it('R51 keeps nothing for a bare token, which does not tell whose it is', async () => {
    const page = await tab.signIn({ ...renewing, config: BARE });
    expect(page.auth.claims()).toMatchObject(ALICE);
    await renewed(page);

    expect(claimsOf(page)).toBeNull();
  });

  it('R51 says nothing of one person about another', async () => {
    const page = await tab.signIn(renewing);
    const other = { ...sessionIn(page), claims: { iss: server.issuer, sub: 'bob-1002' } };
    server.userInfo = () => new Response(null, { status: 503 });
    const completed = await TestBed.inject(SessionMachine).addUserInfo!(other as StoredSession, true, sessionIn(page));

    expect(completed.claims).toEqual(other.claims);
  });

  it('asks with the part that was made at the sign-in', async () => {
    const page = await tab.signIn({ features });
    const machine = TestBed.inject(SessionMachine);
    const get = jest.spyOn(TestBed.inject(EnvironmentInjector), 'get');
    await machine.addUserInfo!(sessionIn(page), true, null);

    expect(get.mock.calls).toEqual([]);
  });
});
