import { TestBed } from '@angular/core/testing';
import { AuthService, withSilentRenewal, withTabSync } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { holding, locksForEach, locksIn } from '../testing/locks-for-each';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { channelOf, lockOf } from '../testing/synced-tabs';
import { accessTokenKey } from './held-access-tokens';
import type { ResourceAccessToken, StoredSession } from '../session/session-store';

const server = await fakeAuthorizationServer();
const REPORTS = { url: 'https://api.example.com/reports', audience: 'https://reports/' };
const KEY = accessTokenKey(REPORTS);
/** The lock that a tab holds while it fetches the token. */
const LOCK = `${lockOf(server)} ${KEY}`;
const options = {
  config: { resourceServers: [REPORTS] },
  features: [withSilentRenewal(), withTabSync()],
};
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;

locksForEach();

beforeEach(() => {
  localStorage.clear();
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

const held = (page: Page) => sessionIn(page).accessTokens?.[KEY]?.accessToken;
const fromElsewhere = (): ResourceAccessToken => ({
  accessToken: 'fetched-elsewhere',
  scope: 'openid',
  receivedAt: Date.now(),
  expiresAt: Date.now() + 600_000,
});
/** How often the other tabs have been asked for their session. */
const questions = async () => (await other.heard()).filter((message) => message === null).length;
/** Resolves with the token of the reports once it is there. */
const fetched = () =>
  new Promise<string>((resolve) => {
    TestBed.inject(AuthService)
      .accessTokenFor(REPORTS.url)
      .subscribe((token) => {
        if (token) resolve(token);
      });
  });

describe('the tabs share the access tokens of resource servers', () => {
  it('A21 one that has fetched a token tells the others', async () => {
    const page = await tab.signIn(options);
    const token = await fetched();
    const last = (await other.heard()).at(-1) as StoredSession;

    expect(last.accessTokens?.[KEY]?.accessToken).toBe(token);
    expect(last.receivedAt).toBe(sessionIn(page).receivedAt);
  });

  it('A21 one that hears of a token takes it over, and asks for none', async () => {
    const page = await tab.signIn(options);
    await other.say({ ...sessionIn(page), accessTokens: { [KEY]: fromElsewhere() } });

    expect(await fetched()).toBe('fetched-elsewhere');
    expect(frames.urls).toEqual([]);
    expect(sessionIn(tab.open(undefined, options)).accessTokens?.[KEY]?.accessToken).toBe('fetched-elsewhere');
  });

  it('what one has fetched itself stays when it hears of others, and of a renewal', async () => {
    const page = await tab.signIn(options);
    const token = await fetched();
    await other.say({ ...sessionIn(page), accessTokens: { '["x"]': fromElsewhere() } });
    await other.say({
      ...sessionIn(page),
      accessTokens: undefined,
      receivedAt: Date.now() + 1,
      accessToken: 'renewed',
    });

    expect(page.auth.accessToken()).toBe('renewed');
    expect(held(page)).toBe(token);
    expect(Object.keys(sessionIn(page).accessTokens ?? {})).toHaveLength(2);
  });

  it('R51 what one has fetched itself goes with a session that no claims tell the person of', async () => {
    const config = { ...options.config, responseType: 'token', scope: 'read:timesheets' } as const;
    const page = await tab.signIn({ ...options, config });
    const token = await fetched();
    const before = held(page);
    await other.say({
      ...sessionIn(page),
      accessTokens: { '["x"]': fromElsewhere() },
      receivedAt: Date.now() + 1,
      accessToken: 'renewed',
    });

    expect([page.auth.accessToken(), before]).toEqual(['renewed', token]);
    expect(sessionIn(page).accessTokens).toHaveProperty(['["x"]']);
    // Another may have been fetched by now.
    expect(held(page)).not.toBe(token);
  });

  it('nothing is said back of what was heard', async () => {
    const page = await tab.signIn(options);
    const before = (await other.heard()).length;
    await other.say({ ...sessionIn(page), accessTokens: { [KEY]: fromElsewhere() } });

    expect(await other.heard()).toHaveLength(before);
  });

  it('R51 the token of another person is not taken over', async () => {
    const page = await tab.signIn(options);
    const claims = { ...sessionIn(page).claims!, sub: 'bob-1002' };
    await other.say({ ...sessionIn(page), claims, accessTokens: { [KEY]: fromElsewhere() } });

    expect(held(page)).toBeUndefined();
  });

  it('A21 R52 while another tab fetches one, this one waits, and takes that', async () => {
    const page = await tab.signIn(options);
    const release = await holding(LOCK);
    const token = fetched();
    await other.say({ ...sessionIn(page), accessTokens: { [KEY]: fromElsewhere() } });
    release();

    expect(await token).toBe('fetched-elsewhere');
    expect(frames.urls).toEqual([]);
  });

  it('A21 R52 when the other tab has got none, this one asks for itself', async () => {
    await tab.signIn(options);
    const before = await questions();
    const release = await holding(LOCK);
    const token = fetched();
    await inLine();
    release();

    expect(await token).toMatch(/^access-token-/);
    expect(frames.urls).toHaveLength(1);
    expect((await questions()) - before).toBe(1);
  });

  it('A21 R52 nobody is asked for what no other tab fetches', async () => {
    await tab.signIn(options);
    const before = await questions();
    await fetched();

    expect((await questions()) - before).toBe(0);
  });

  it('A21 R52 nobody is asked for what another tab has told of', async () => {
    const page = await tab.signIn(options);
    const before = await questions();
    const release = await holding(LOCK);
    const token = fetched();
    await inLine();
    await other.say({ ...sessionIn(page), accessTokens: { [KEY]: fromElsewhere() } });
    release();
    await token;
    await promisesTold();

    expect((await questions()) - before).toBe(0);
  });
});

/** Resolves once this tab waits for a lock. */
async function inLine(): Promise<void> {
  while (!(await locksIn('pending')).length) await promisesTold();
}
