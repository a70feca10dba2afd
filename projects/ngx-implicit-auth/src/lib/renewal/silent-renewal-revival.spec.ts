import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { outcomes, settled } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { seenTokens, sent } from '../testing/seen-tokens';

const server = await fakeAuthorizationServer();
const RENEWED = { features: [withSilentRenewal()], providers: seenTokens().providers };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  jest.spyOn(Math, 'random').mockReturnValue(0);
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

afterEach(() => {
  jest.useRealTimers();
});

/** The device sleeps: time passes, and no timer fires. */
const sleep = (milliseconds: number) => {
  jest.setSystemTime(Date.now() + milliseconds);
};
const wake = (type: string) => dispatchEvent(new Event(type));
const expirations = ({ events }: Page) => events.filter(({ type }) => type === 'session-expired');
const guarded = async () => TestBed.runInInjectionContext(authGuard);

/** A page whose device has slept through the deadline of its session. */
async function overslept(): Promise<Page> {
  const page = await tab.signIn(RENEWED);
  sleep(700_000);
  return page;
}

describe('a deadline that passes while the device sleeps', () => {
  it('A22 leaves the person, and takes the tokens away, while the session is renewed', async () => {
    const page = await overslept();
    const claims = page.auth.claims();
    frames.waiting();
    wake('focus');

    expect(page.auth.state()).toMatchObject({
      status: 'renewing',
      session: { accessToken: null, idToken: null, claims },
    });
    expect([page.auth.accessToken(), page.auth.idToken()]).toEqual([null, null]);
    expect(page.auth.claims()).toMatchObject(ALICE);
  });

  it('A22 is found by renew() as well, which takes the tokens away first', async () => {
    const page = await overslept();
    frames.waiting();
    void page.auth.renew();

    expect(page.auth.state()).toMatchObject({ status: 'renewing', session: { accessToken: null, idToken: null } });
  });

  it('A22 has the first request and the first guard wait for the new token', async () => {
    const page = await overslept();
    const old = page.auth.accessToken();
    const frame = frames.waiting();
    const answers = Promise.all([sent(), sent(), guarded()]);
    await frame.answer();
    const [first, second, passes] = await answers;

    expect([first, second, passes]).toEqual([`Bearer ${page.auth.accessToken()}`, first, true]);
    expect(page.auth.accessToken()).not.toBe(old);
    expect(frames.urls).toHaveLength(1);
  });

  it('A22 R52 is one renewal, and not told as the end of the session', async () => {
    const page = await overslept();
    const seen: string[] = [];
    page.auth.state$.subscribe(({ status }) => seen.push(status));
    for (const type of ['pageshow', 'visibilitychange', 'focus', 'online']) wake(type);
    page.auth.snapshot();
    await page.auth.renew();

    expect(seen).toEqual(['signed-in', 'renewing', 'signed-in']);
    expect(outcomes(page)).toEqual(['renewed']);
    expect(expirations(page)).toEqual([]);
    expect(frames.urls).toHaveLength(1);
    expect(frames.request().has('id_token_hint')).toBe(true);
  });

  it('A22 ends the session when the server wants to see the person: requests go without a token, guards to the server', async () => {
    frames.refusing({ error: 'login_required' });
    const page = await overslept();
    const header = await sent();
    const status = page.auth.state().status;
    await page.auth.renew();
    void guarded();
    await firstValueFrom(page.auth.state$.pipe(filter((state) => state.status === 'redirecting')));

    expect([header, status]).toEqual([null, 'signed-out']);
    expect(frames.urls).toHaveLength(1);
    expect(outcomes(page)).toEqual(['interaction-required']);
    expect(expirations(page)).toHaveLength(1);
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A22 ends the session when it is slept through during a renewal of which nothing comes', async () => {
    const page = await tab.signIn(RENEWED);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    sleep(700_000);
    await frame.fail();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(expirations(page)).toHaveLength(1);
    expect(frames.urls).toHaveLength(1);
  });

  it('A22 R51 signs out when somebody else is signed in at the server', async () => {
    frames.answering({ claims: { sub: 'bob' } });
    const page = await overslept();
    await page.auth.renew();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    expect(expirations(page)).toEqual([]);
  });

  it('R54 leaves the last word to a sign-out before the answer comes', async () => {
    const page = await overslept();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();

    await expect(renewal).resolves.toMatchObject({ status: 'interaction-required' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('a session that has ended because nothing came back', () => {
  /** Another page of the same session, in which the server could not be reached. */
  async function lost(): Promise<Page> {
    frames.failing('server_unreachable');
    const page = await overslept();
    wake('focus');
    await settled(page);
    // Told by the event once the state has been entered.
    frames.answering({});
    return page;
  }

  it('A22 is over, and told so', async () => {
    const page = await lost();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(outcomes(page)).toEqual(['unreachable']);
    expect(expirations(page)).toHaveLength(1);
  });

  it('A22 R52 is renewed at once when the device is online', async () => {
    const page = await lost();
    wake('online');

    expect(page.auth.state()).toEqual({ status: 'renewing', session: null });
    expect(await settled(page)).toBe('signed-in');
    expect(page.auth.claims()).toMatchObject(ALICE);
  });

  it.each(['focus', 'visibilitychange'])('A22 R52 is renewed on %s, once a pause is over', async (type) => {
    const page = await lost();
    sleep(1_999);
    wake(type);
    const early = page.auth.state().status;
    sleep(1);
    wake(type);

    expect([early, page.auth.state().status]).toEqual(['signed-out', 'renewing']);
    expect(await settled(page)).toBe('signed-in');
  });

  it('R52 pauses longer after each failure', async () => {
    const page = await lost();
    frames.failing('server_unreachable');
    sleep(2_000);
    wake('focus');
    await settled(page);
    sleep(3_999);
    wake('focus');
    const early = page.auth.state().status;
    sleep(1);
    wake('focus');

    expect([early, page.auth.state().status]).toEqual(['signed-out', 'renewing']);
  });

  it('is renewed on demand', async () => {
    const page = await lost();

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R54 is not renewed after a sign-out', async () => {
    const page = await lost();
    await page.auth.logout({ scope: 'local' });
    wake('online');

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect((await page.auth.renew()).status).toBe('interaction-required');
  });
});

describe('a page that is opened with a session past its deadline', () => {
  it('A22 renews it, shows nobody meanwhile, and has a guard and a request wait', async () => {
    await overslept();
    const frame = frames.waiting();
    const page = tab.open(APP, RENEWED);
    const during = page.auth.state();
    const answers = Promise.all([guarded(), sent()]);
    await frame.answer();
    const [passes, header] = await answers;

    expect(during).toEqual({ status: 'renewing', session: null });
    expect([passes, header]).toEqual([true, `Bearer ${page.auth.accessToken()}`]);
    expect(frames.request().has('id_token_hint')).toBe(true);
  });

  it.each([
    ['the server cannot be reached', 'unreachable', () => frames.failing('server_unreachable')],
    ['it wants to see the person', 'interaction-required', () => frames.refusing({ error: 'login_required' })],
  ])('A22 is signed out when %s', async (_, outcome, prepare) => {
    await overslept();
    prepare();
    const page = tab.open(APP, RENEWED);

    expect(await settled(page)).toBe('signed-out');
    expect(outcomes(page)).toEqual([outcome]);
    expect(expirations(page)).toHaveLength(1);
  });
});

describe('a renewal that the device has slept through, before the deadline', () => {
  it.each(['focus', 'visibilitychange', 'online'])('A22 starts on %s', async (type) => {
    const page = await tab.signIn(RENEWED);
    sleep(545_000);
    wake(type);
    jest.advanceTimersByTime(0);

    expect(page.auth.state().status).toBe('renewing');
  });
});

describe('a session for which there is no hope', () => {
  it.each<[string, string, () => void]>([
    ['the server wants to see the person', 'interaction-required', () => frames.refusing({ error: 'login_required' })],
    ['the answer is refused', 'refused', () => frames.answering({ claims: { nonce: 'other' } })],
    ['frames are blocked', 'frame-blocked', () => frames.failing('renewal_frame_blocked')],
  ])('R52 ends at its deadline without another frame when %s', async (_, outcome, prepare) => {
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    const page = await tab.signIn(RENEWED);
    prepare();
    await page.auth.renew();
    jest.advanceTimersByTime(600_000);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(outcomes(page)).toEqual([outcome]);
    expect(expirations(page)).toHaveLength(1);
    expect(frames.urls).toHaveLength(1);
  });
});
