import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { expirations, outcomes, sessionIn, settled } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { seenTokens, sent } from '../testing/seen-tokens';
import { overslept, sleep, wake } from '../testing/sleeping-device';

const server = await fakeAuthorizationServer();
const RENEWED = { features: [withSilentRenewal()], providers: seenTokens().providers };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

const guarded = async () => TestBed.runInInjectionContext(authGuard);

describe('a deadline that passes while the device sleeps', () => {
  it('A22 leaves the person, and takes the tokens away, while the session is renewed', async () => {
    const page = await overslept(tab, RENEWED);
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
    const page = await overslept(tab, RENEWED);
    frames.waiting();
    void page.auth.renew();

    expect(page.auth.state()).toMatchObject({ status: 'renewing', session: { accessToken: null, idToken: null } });
  });

  it('A22 has the first request and the first guard wait for the new token', async () => {
    const page = await overslept(tab, RENEWED);
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
    const page = await overslept(tab, RENEWED);
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

  it('A22 R52 is renewed with its id_token as the hint, also while the page is being left', async () => {
    const page = await overslept(tab, RENEWED);
    const frame = frames.waiting();
    await page.auth.login();
    const underWay = page.auth.renew();
    await frame.fail();
    await underWay;
    const during = page.auth.state();
    frames.answering({});
    const outcome = await page.auth.renew();

    expect(during).toMatchObject({ status: 'redirecting', session: { idToken: null } });
    expect(outcome).toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(2);
    expect(frames.request().has('id_token_hint')).toBe(true);
  });

  it('A22 ends the session when the server wants to see the person: requests go without a token, guards to the server', async () => {
    frames.refusing({ error: 'login_required' });
    const page = await overslept(tab, RENEWED);
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

  it('A22 asks once more when the device sleeps while the answer is on its way, until its id_token has expired', async () => {
    const page = await tab.signIn(RENEWED);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    const iat = Date.now() / 1000;
    sleep(86_400_000);
    frames.answering({});
    await frame.answer({ claims: { iat, exp: iat + 3600 } });

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(2);
    expect(expirations(page)).toEqual([]);
  });

  it('A22 asks no third time, and none at all when the id_token had expired before', async () => {
    const page = await tab.signIn(RENEWED);
    const iat = Date.now() / 1000 - 86_400;
    frames.answering({ claims: { iat, exp: iat + 3600 } });
    const atOnce = await page.auth.renew();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    sleep(86_400_000);
    frames.answering({ claims: { iat, exp: iat + 3600 } });
    await frame.answer({ claims: { iat, exp: iat + 3600 } });

    expect([atOnce, await renewal]).toMatchObject([{ status: 'refused' }, { status: 'refused' }]);
    expect(frames.urls).toHaveLength(3);
  });

  it('A22 renews what another tab has sent during a renewal, and was slept through as well', async () => {
    const page = await tab.signIn(RENEWED);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    const machine = TestBed.inject(SessionMachine);
    const receivedAt = Date.now() + 1;
    const sent = { ...sessionIn(page), accessToken: 'of-another-tab', receivedAt, expiresAt: receivedAt + 600_000 };
    machine.send(signedIn(sent, { type: 'session-received' }));
    sleep(700_000);
    page.auth.snapshot();
    frames.answering({});
    await frame.fail();

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(page.auth.state().status).toBe('signed-in');
    expect(page.auth.accessToken()).not.toBe('of-another-tab');
  });

  it('A22 R51 signs out when somebody else is signed in at the server', async () => {
    frames.answering({ claims: { sub: 'bob' } });
    const page = await overslept(tab, RENEWED);
    await page.auth.renew();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    expect(expirations(page)).toEqual([]);
  });

  it('R54 leaves the last word to a sign-out before the answer comes', async () => {
    const page = await overslept(tab, RENEWED);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();

    await expect(renewal).resolves.toMatchObject({ status: 'interaction-required' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('a page that is opened with a session past its deadline', () => {
  it('A22 renews it, shows nobody meanwhile, and has a guard and a request wait', async () => {
    await overslept(tab, RENEWED);
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
    await overslept(tab, RENEWED);
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
    expect(await settled(page)).toBe('signed-in');
  });
});
