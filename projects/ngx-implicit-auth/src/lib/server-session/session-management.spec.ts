import { TestBed } from '@angular/core/testing';
import { withSessionManagement, withSilentRenewal } from 'ngx-implicit-auth';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';

const server = await fakeAuthorizationServer();
server.metadata['check_session_iframe'] = `${server.issuer}/check-session`;
const SESSION_STATE = { parameters: { session_state: 'as-before' } };
const options = { features: [withSilentRenewal(), withSessionManagement()], answer: SESSION_STATE };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

/** The server's frames that are asked. */
const watched = () => Array.from(document.querySelectorAll('iframe'));

/** The server's frame says this; resolves when the renewal that follows has been settled. */
async function says(answer: string): Promise<void> {
  const source = watched()[0]?.contentWindow;
  dispatchEvent(new MessageEvent('message', { data: answer, origin: server.issuer, source }));
  await TestBed.inject(SessionMachine).renewal?.renew();
}

const stops = ({ events }: Page) => events.filter(({ type }) => type === 'session-check-stopped');

describe('withSessionManagement() when the server’s frame says changed', () => {
  it('R57 stops, and tells of it, in a tab where frames are found not to work', async () => {
    const page = await tab.signIn(options);
    TestBed.inject(SessionMachine).renewal?.notes.add({ framesBlocked: sessionIn(page).id });
    await says('changed');

    expect(stops(page)).toHaveLength(1);
    expect(frames.urls).toEqual([]);
    expect(watched()).toEqual([]);
    expect(page.auth.snapshot().status).toBe('signed-in');
  });

  it('R57 stops, and tells of it once, when the frame of the renewal does not work', async () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    const page = await tab.signIn(options);
    frames.failing('renewal_frame_blocked');
    await says('changed');

    expect(stops(page)).toHaveLength(1);
    expect(watched()).toEqual([]);
  });

  it('R57 goes on, and asks one frame, when the session is renewed', async () => {
    const page = await tab.signIn(options);
    frames.answering(SESSION_STATE);
    await says('changed');

    expect(stops(page)).toEqual([]);
    expect(frames.urls).toHaveLength(1);
    expect(watched()).toHaveLength(1);
  });
});

describe('withSessionManagement() with a refresh token, when the server’s frame says changed', () => {
  const byCode = { ...options, config: { responseType: 'code' } } as const;
  const refreshes = () => server.tokenEndpoint.requests.filter((form) => form.has('refresh_token'));

  it('R57 asks the server in a frame, as a refresh token tells nothing of the person’s session there', async () => {
    const page = await tab.signIn(byCode);
    frames.answering(SESSION_STATE);
    await says('changed');

    expect(frames.urls).toHaveLength(1);
    expect(refreshes()).toEqual([]);
    expect(stops(page)).toEqual([]);
  });

  it('R57 stops, and tells of it, in a tab where frames are found not to work', async () => {
    const page = await tab.signIn(byCode);
    const before = refreshes().length;
    TestBed.inject(SessionMachine).renewal?.notes.add({ framesBlocked: sessionIn(page).id });
    await says('changed');

    expect(stops(page)).toHaveLength(1);
    expect(refreshes()).toHaveLength(before);
    expect(page.auth.snapshot().status).toBe('signed-in');
  });

  it('R57 ends the session that has ended there', async () => {
    const page = await tab.signIn(byCode);
    await says('unchanged');
    frames.refusing({ error: 'login_required' });
    await says('changed');

    expect(page.auth.snapshot().status).toBe('signed-out');
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'session-ended' });
  });

  it('R57 leaves the refresh to its time when the frame is not answered', async () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    const page = await tab.signIn(byCode);
    const before = refreshes().length;
    frames.failing('renewal_frame_blocked');
    await says('changed');
    jest.spyOn(Date, 'now').mockReturnValue(sessionIn(page).expiresAt);
    page.auth.snapshot();
    await TestBed.inject(SessionMachine).pending;

    expect(stops(page)).toHaveLength(1);
    expect(refreshes()).toHaveLength(before + 1);
    expect(page.auth.state().status).toBe('signed-in');
  });

  it.each([
    ['refreshes the session whose deadline passes meanwhile, if the frame is not answered', false],
    ['refreshes nothing once somebody has signed out', true],
  ])('R57 %s', async (_, signsOut) => {
    const page = await tab.signIn(byCode);
    const before = refreshes().length;
    const { opened, fail } = frames.waiting();
    const settled = says('changed');
    await opened;
    const overslept = jest.spyOn(Date, 'now').mockReturnValue(sessionIn(page).expiresAt);
    page.auth.snapshot();
    if (signsOut) await page.auth.logout({ scope: 'local' });
    await fail();
    await settled;
    overslept.mockRestore();

    expect(refreshes()).toHaveLength(before + (signsOut ? 0 : 1));
    expect(page.auth.state().status).toBe(signsOut ? 'signed-out' : 'signed-in');
  });
});

describe('withSessionManagement() when the server’s frame does not answer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Signs in, and lets the frame be asked for so many seconds, every so many. */
  async function askedFor(seconds: number, intervalSeconds: number): Promise<Page> {
    const features = [withSilentRenewal(), withSessionManagement({ intervalSeconds })];
    const page = await tab.signIn({ ...options, features });
    watched()[0]?.dispatchEvent(new Event('load'));
    jest.advanceTimersByTime(seconds * 1000);
    return page;
  }

  it.each([
    [5, 15],
    [60, 180],
    [0.1, 10],
  ])('R57 stops, and tells of it, asking every %d s: after %d s', async (intervalSeconds, seconds) => {
    const page = await askedFor(seconds - intervalSeconds, intervalSeconds);
    expect(stops(page)).toEqual([]);
    expect(watched()).toHaveLength(1);
    jest.advanceTimersByTime(intervalSeconds * 1000);

    expect(stops(page)).toHaveLength(1);
    expect(watched()).toEqual([]);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('R57 begins to count anew with each answer', async () => {
    const page = await askedFor(10, 5);
    await says('unchanged');
    jest.advanceTimersByTime(10_000);

    expect(stops(page)).toEqual([]);
  });

  it('R57 stops, and tells of it, when the frame reports an error', async () => {
    const page = await askedFor(0, 5);
    await says('error');

    expect(stops(page)).toHaveLength(1);
    expect(watched()).toEqual([]);
  });
});
