import { TestBed } from '@angular/core/testing';
import { signedOut } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';
import { BOB, signInBob } from '../testing/another-person';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { SENTENCES } from '../testing/sentences';
import { accessTokenKey, heldAccessToken, keepAccessToken } from './held-access-tokens';

const server = await fakeAuthorizationServer();
const URL = 'https://api.example.com/reports';
const KEY = 'of the reports';
const TOKEN = { accessToken: 'of-the-reports', scope: 'read:reports', receivedAt: 0, expiresAt: 0 };
let tab: Tab;
let page: Page;

beforeEach(async () => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  tab = fakeTab(server);
  page = await tab.signIn();
});

afterEach(() => {
  jest.useRealTimers();
});

/** What the server has answered to the request for a token. */
const answer = (changes: Partial<StoredSession> = {}): StoredSession => ({
  ...sessionIn(page),
  id: 'of the answer',
  accessToken: 'of-the-reports',
  scope: 'read:reports',
  receivedAt: Date.now(),
  expiresAt: Date.now() + 60_000,
  ...changes,
});
const keep = (before: StoredSession | null, received: StoredSession, key = KEY) =>
  keepAccessToken(TestBed.inject(SessionMachine), before, key, received);
const held = (key = KEY) => heldAccessToken(sessionIn(page), key, Date.now())?.accessToken;

describe('the name of an access token', () => {
  it('is the same for the same scopes in another order, and in another server', () => {
    const one = accessTokenKey({ url: URL, audience: 'a', scope: 'read:reports openid' });

    expect(accessTokenKey({ url: `${URL}/archive`, audience: 'a', scope: 'openid read:reports' })).toBe(one);
  });

  it('is another one for whatever else is asked for', () => {
    const names = [
      accessTokenKey({ url: URL }),
      accessTokenKey({ url: URL, audience: 'a' }),
      accessTokenKey({ url: URL, resource: 'a' }),
      accessTokenKey({ url: URL, scope: 'a' }),
      accessTokenKey({ url: URL, scope: 'a b' }),
      accessTokenKey({ url: URL, audience: 'a', scope: 'a' }),
    ];

    expect(new Set(names).size).toBe(names.length);
  });
});

describe('an access token that a session holds', () => {
  const now = 1_800_000_000_000;
  const holding = (token: unknown) =>
    ({ ...sessionIn(page), accessTokens: { [KEY]: token } }) as unknown as StoredSession;
  const good = { ...TOKEN, receivedAt: now, expiresAt: now + 1 };

  it('is good until its own deadline', () => {
    expect(heldAccessToken(holding(good), KEY, now)).toBe(good);
    expect(heldAccessToken(holding(good), KEY, now + 1)).toBeNull();
  });

  it.each([
    [undefined],
    [null],
    ['of-the-reports'],
    [{ ...good, accessToken: null }],
    [{ ...good, accessToken: 7 }],
    [{ ...good, expiresAt: undefined }],
    [{ ...good, receivedAt: now + 3_600_000 }],
  ])('A28 is none when it is %j', (token) => {
    expect(heldAccessToken(holding(token), KEY, now)).toBeNull();
  });

  it('is none under another name, and none in a session that holds no token', () => {
    expect(heldAccessToken(holding(good), 'of somebody else', now)).toBeNull();
    expect(heldAccessToken(sessionIn(page), KEY, now)).toBeNull();
  });
});

describe('an access token that was fetched', () => {
  it('is added to the session, stored, and given out', () => {
    const before = sessionIn(page);

    expect(keep(before, answer())).toBe('of-the-reports');
    const { accessTokens, ...session } = sessionIn(page);
    expect(session).toEqual(before);
    expect(accessTokens).toEqual({
      [KEY]: { ...TOKEN, receivedAt: Date.now(), expiresAt: Date.now() + 60_000 },
    });
    expect(sessionIn(tab.open()).accessTokens).toEqual(accessTokens);
  });

  it('joins those that are good, and those only', () => {
    const before = sessionIn(page);
    keep(before, answer({ accessToken: 'good', expiresAt: Date.now() + 2 }), 'good');
    keep(before, answer({ accessToken: 'over', expiresAt: Date.now() + 1 }), 'over');
    jest.advanceTimersByTime(1);
    keep(before, answer());

    expect(Object.keys(sessionIn(page).accessTokens ?? {}).sort()).toEqual(['good', KEY]);
  });

  it('takes the place of the one before it', () => {
    const before = sessionIn(page);
    keep(before, answer());
    keep(before, answer({ accessToken: 'newer' }));

    expect(held()).toBe('newer');
  });

  it('is added while the session is renewed', () => {
    const before = sessionIn(page);
    TestBed.inject(SessionMachine).send((state) => ({ state: { ...state, status: 'renewing', session: before } }));
    keep(before, answer());

    expect(page.auth.state().status).toBe('renewing');
    expect(held()).toBe('of-the-reports');
  });

  it('R51 signs out when it is of somebody else', () => {
    const before = sessionIn(page);
    const received = answer({ claims: { ...before.claims!, ...BOB } });

    expect(() => keep(before, received)).toThrow(expect.objectContaining({ code: 'other_person' }) as Error);
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.at(-1)).toEqual({ type: 'signed-out', reason: 'other-person' });
  });

  it.each<[string, (before: StoredSession) => StoredSession | null]>([
    ['there was no session', () => null],
    [
      'somebody has signed out meanwhile',
      (before) => {
        TestBed.inject(SessionMachine).send(signedOut());
        return before;
      },
    ],
    [
      'somebody else has signed in meanwhile',
      (before) => {
        signInBob(page);
        return before;
      },
    ],
  ])('R51 is not kept when %s', (_, meanwhile) => {
    const received = answer();
    const before = meanwhile(sessionIn(page));
    const { state } = page.auth;
    const after = state();
    const refusal = { code: 'interaction_required', message: expect.stringMatching(SENTENCES) as string };

    expect(() => keep(before, received)).toThrow(expect.objectContaining(refusal) as Error);
    expect(state()).toEqual(after);
    expect(tab.storage.dump()).not.toContain('of-the-reports');
  });

  it('is not kept by a page that is being left', async () => {
    const before = sessionIn(page);
    await page.auth.login();

    expect(() => keep(before, answer())).toThrow(expect.objectContaining({ code: 'interaction_required' }) as Error);
    expect(page.auth.state()).toEqual({ status: 'redirecting', session: before });
  });

  it('is not kept when there is none in the answer', () => {
    const before = sessionIn(page);

    expect(() => keep(before, answer({ accessToken: null }))).toThrow(
      expect.objectContaining({ code: 'interaction_required' }) as Error,
    );
    expect(sessionIn(page)).toEqual(before);
  });
});
