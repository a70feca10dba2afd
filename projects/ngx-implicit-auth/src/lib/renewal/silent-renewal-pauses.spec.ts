import { TestBed } from '@angular/core/testing';
import { withSilentRenewal } from 'ngx-implicit-auth';
import { AuthError } from '../protocol/auth-error';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import { outcomes, sessionIn, settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { SENTENCES } from '../testing/sentences';
import { overslept, wake } from '../testing/sleeping-device';
import { SHARED_RENEWAL } from './shared-renewal';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
const MARK = `ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`;
/** The number of a sign-out that comes later than any session. */
const FAR = 9e15;
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

const signIn = (lifetime = '600') => tab.signIn({ ...BY_FRAME, answer: { parameters: { expires_in: lifetime } } });
/** Resolves with the outcome of the renewal under way, once the next may begin. */
const ended = ({ auth }: Page) =>
  new Promise<string>((resolve) => {
    auth.events$.subscribe((event) => {
      if (event.type === 'renewal-ended') setImmediate(resolve, event.outcome.status);
    });
  });

/** Lets time pass until a renewal begins that must not begin a moment earlier, and waits for its end. */
async function renewedAfter(page: Page, milliseconds: number): Promise<string> {
  const renewal = ended(page);
  const before = frames.urls.length;
  jest.advanceTimersByTime(milliseconds - 1);
  await promisesTold();
  expect(frames.urls).toHaveLength(before);
  jest.advanceTimersByTime(1);
  return renewal;
}

describe('while nothing comes back', () => {
  it('R52 a short pause is followed by pauses that double from a tenth of the lifetime to all of it', async () => {
    const page = await signIn('36000');
    frames.failing('server_unreachable');
    await page.auth.renew();
    for (const pause of [4_000, 3_600_000, 7_200_000]) {
      await expect(renewedAfter(page, pause)).resolves.toBe('unreachable');
    }

    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('R52 pauses begin anew after a renewal that came through', async () => {
    const page = await signIn();
    frames.failing('server_unreachable');
    await page.auth.renew();
    await renewedAfter(page, 4_000);
    frames.answering({});
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    frames.failing('server_unreachable');
    await page.auth.renew();

    await expect(renewedAfter(page, 4_000)).resolves.toBe('unreachable');
  });

  it('R52 a pause is cut short by chance, so that not all come back at once', async () => {
    const page = await signIn('36000');
    frames.failing('server_unreachable');
    jest.spyOn(Math, 'random').mockReturnValue(0.75);
    await page.auth.renew();

    await expect(renewedAfter(page, 1_000)).resolves.toBe('unreachable');
  });

  it('R52 nothing is asked at once on coming online where nothing has failed', async () => {
    await signIn();
    jest.advanceTimersByTime(300_000);
    wake('online');
    jest.advanceTimersByTime(1_000);
    await promisesTold();

    expect(frames.urls).toEqual([]);
  });

  it('R52 the next renewal waits for its pause although the page is looked at', async () => {
    const page = await signIn();
    frames.failing('server_unreachable');
    await page.auth.renew();
    wake('focus');

    await expect(renewedAfter(page, 4_000)).resolves.toBe('unreachable');
  });
});

describe('the time of a renewal', () => {
  it('is earlier by chance, so that tabs do not all begin at once', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const page = await signIn();

    await expect(renewedAfter(page, 528_000)).resolves.toBe('renewed');
  });

  it('is that of the session that another tab has renewed', async () => {
    const page = await signIn();
    jest.advanceTimersByTime(500_000);
    const later = { receivedAt: Date.now(), expiresAt: Date.now() + 600_000 };
    TestBed.inject(SessionMachine).send(signedIn({ ...sessionIn(page), ...later }));

    await expect(renewedAfter(page, 540_000)).resolves.toBe('renewed');
  });

  it('has not come again after what the server has refused', async () => {
    const page = await signIn('36000');
    frames.refusing({ error: 'login_required' });
    await page.auth.renew();
    frames.answering({});
    const before = frames.urls.length;
    wake('focus');
    jest.advanceTimersByTime(36_000_000 - 1);
    await promisesTold();

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(frames.urls).toHaveLength(before);
  });
});

describe('a session that has ended because nothing came back', () => {
  const lost = async () => {
    frames.failing('server_unreachable');
    const page = await overslept(tab, BY_FRAME);
    wake('focus');
    await settled(page);
    await promisesTold();
    frames.answering({});
    return page;
  };

  it('A15 is not renewed after a sign-out elsewhere, which no message has told', async () => {
    const page = await lost();
    const before = frames.urls.length;
    localStorage.setItem(MARK, String(Date.now() + 1));

    await expect(page.auth.renew()).resolves.toMatchObject({ status: 'interaction-required' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(frames.urls).toHaveLength(before);
  });

  it('R54 is not renewed once somebody has signed in and out', async () => {
    const page = await lost();
    const before = frames.urls.length;
    await page.auth.login();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await promisesTold();
    wake('online');
    await promisesTold();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(frames.urls).toHaveLength(before);
  });

  it('R51 signs out when somebody else is signed in at the server by now', async () => {
    const page = await lost();
    frames.answering({ claims: { sub: 'bob' } });

    await expect(page.auth.renew()).resolves.toEqual({ status: 'other-person' });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('where frames were found not to work', () => {
  it('R50 a silent sign-in needs the person, and no frame is opened', async () => {
    const page = tab.open(APP, BY_FRAME);
    const { renewal } = TestBed.inject(SessionMachine);
    renewal?.notes.add({ framesBlocked: '' });

    expect(await renewal?.signIn()).toMatchObject({
      status: 'interaction-required',
      error: { code: 'interaction_required', message: expect.stringMatching(SENTENCES) as string },
    });
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(frames.urls).toEqual([]);
  });
});

describe('an answer that comes too late', () => {
  it('A21 gives way to the session that another tab has renewed meanwhile', async () => {
    const page = await signIn();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    const elsewhere = { ...sessionIn(page), accessToken: 'renewed-elsewhere', receivedAt: Date.now() + 1 };
    TestBed.inject(SessionMachine).send(signedIn(elsewhere));
    await frame.answer();

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
    expect(outcomes(page)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['of all', MARK, String(FAR)],
    ['of that session', `${MARK}-sids`, JSON.stringify({ 'session-7': FAR })],
  ])('A15 R50 signs nobody in after a sign-out elsewhere %s', async (_, key, value) => {
    const page = tab.open(APP, BY_FRAME);
    const frame = frames.waiting();
    const signIn = TestBed.inject(SessionMachine).renewal?.signIn();
    await frame.opened;
    localStorage.setItem(key, value);
    await frame.answer({ claims: { sid: 'session-7' } });
    await signIn;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('changes nothing once the app is destroyed', async () => {
    const page = await signIn();
    const before = tab.storage.dump();
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    TestBed.resetTestingModule();
    await frame.answer();
    await renewal;

    expect(tab.storage.dump()).toBe(before);
    expect(page.auth.state().status).toBe('renewing');
  });

  it('A21 is kept by a page that is being left, which goes on to where it is going', async () => {
    const page = await signIn();
    const before = sessionIn(page);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.login();
    jest.advanceTimersByTime(1);
    await frame.answer();

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(page.auth.state().status).toBe('redirecting');
    expect(sessionIn(page).accessToken).not.toBe(before.accessToken);
    expect(sessionIn(tab.open())).toEqual(sessionIn(page));
  });
});

describe('when the tabs cannot agree whose turn it is', () => {
  it.each<[string, Error, string]>([
    ['for a reason of the library', new AuthError('module_unavailable', 'It is gone.'), 'module_unavailable'],
    ['for one of the browser', new DOMException('Denied.', 'SecurityError'), 'internal_error'],
  ])('R52 the session goes on, and is renewed later (%s)', async (_, reason, code) => {
    const providers = [{ provide: SHARED_RENEWAL, useValue: () => Promise.reject(reason) }];
    const page = await tab.signIn({ ...BY_FRAME, providers });
    const outcome = await page.auth.renew();

    expect(outcome).toMatchObject({
      status: 'unreachable',
      error: { code, message: expect.stringMatching(SENTENCES) as string },
    });
    expect(page.auth.state().status).toBe('signed-in');
  });
});
