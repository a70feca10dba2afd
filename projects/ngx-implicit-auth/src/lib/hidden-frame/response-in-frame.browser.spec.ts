import { AuthError } from '../protocol/auth-error';
import { responseInFrame } from './response-in-frame';

const REDIRECT_URI = `${location.origin}/silent-renewal.html`;
/** Longer than a spec may last. */
const LONG_MS = 60_000;

const frames = () => Array.from(document.querySelectorAll('iframe'));

/** A page, of this origin, with a script. */
function pageWith(script: string): string {
  return URL.createObjectURL(new Blob([`<!doctype html><script>${script}</script>`], { type: 'text/html' }));
}

function open(
  url: string,
  { redirectUri = REDIRECT_URI, timeoutMs = LONG_MS, signal = new AbortController().signal, onStopped = () => {} } = {},
) {
  return responseInFrame(url, redirectUri, timeoutMs, signal, onStopped);
}

async function codeOf(response: Promise<unknown>): Promise<unknown> {
  return response.then(
    () => 'none',
    (error: unknown) => error instanceof AuthError && error.code,
  );
}

describe('the frame of a renewal', () => {
  afterEach(() => {
    expect(frames()).toEqual([]);
  });

  const answers: readonly (readonly [name: string, rest: string, encoded: string, component: string])[] = [
    ['R50 the fragment', '#access_token=a&state=b', '#access_token=a&state=b', 'fragment'],
    ['R50 the query', '?error=login_required&state=b', '?error=login_required&state=b', 'query'],
    ['R50 the fragment when there is a query, too', '?x=1#state=b', '#state=b', 'fragment'],
  ];
  for (const [name, rest, encoded, component] of answers) {
    it(`${name} is read from its location`, async () => {
      expect(await open(REDIRECT_URI + rest)).toEqual({ encoded, component: component as 'fragment' | 'query' });
    });
  }

  it('R50 is followed until it stands at the redirect URI', async () => {
    const url = pageWith(`onload = () => location.replace(${JSON.stringify(`${REDIRECT_URI}#state=b`)})`);

    expect((await open(url)).encoded).toBe('#state=b');
  });

  it('R50 does not take a page elsewhere for the answer', async () => {
    const elsewhere = `${location.origin}/elsewhere.html#access_token=a`;

    expect(await codeOf(open(elsewhere, { timeoutMs: 500 }))).toBe('server_unreachable');
  });

  it('R50 says where an answer came to that is not at the redirect URI, as where a host takes .html away', async () => {
    const elsewhere = `${location.origin}/silent-renewal`;
    const failure = await open(`${elsewhere}?state=b#access_token=a&state=b`).catch((error: unknown) => error);

    expect(failure).toEqual(jasmine.objectContaining({ code: 'redirect_uri_mismatch' }));
    expect((failure as AuthError).message).toContain(`came to ${elsewhere} in the frame`);
    expect((failure as AuthError).message).toContain(` is ${REDIRECT_URI}.`);
  });

  it('R52 that shows another page of the app is noticed long before the time is up', async () => {
    const failure = await open(`${location.origin}/elsewhere.html?person=alice`).catch((error: unknown) => error);

    expect(failure).toEqual(jasmine.objectContaining({ code: 'renewal_frame_blocked' }));
    expect((failure as AuthError).message).toContain(
      `has come to ${location.origin}/elsewhere.html, and not to ${REDIRECT_URI}. `,
    );
  });

  it('R52 that shows a page of another origin is noticed long before the time is up', async () => {
    // A sandboxed document is of an origin of its own.
    expect(await codeOf(open('data:text/html,<title>Sign in</title>'))).toBe('renewal_frame_blocked');
  });

  it('R50 is neither seen nor allowed to leave the page, whatever style the app has for frames', async () => {
    const style = document.createElement('style');
    style.textContent = 'iframe { display: block }';
    document.head.append(style);
    const answer = open(`${REDIRECT_URI}#state=b`);
    const [frame] = frames();

    expect(frame?.checkVisibility()).toBe(false);
    expect([...(frame?.sandbox ?? [])]).toEqual([
      'allow-scripts',
      'allow-same-origin',
      'allow-forms',
      'allow-storage-access-by-user-activation',
    ]);
    await answer;
    style.remove();
  });

  it('R52 leaves no timer and no listener behind', async () => {
    const set = spyOn(globalThis, 'setTimeout').and.callThrough();
    const clear = spyOn(globalThis, 'clearTimeout').and.callThrough();
    const { signal } = new AbortController();
    const add = spyOn(signal, 'addEventListener').and.callThrough();
    await open(`${REDIRECT_URI}#state=b`, { signal });

    const timers = set.calls.all().flatMap(({ args, returnValue }) => (args[1] === LONG_MS ? [returnValue] : []));
    expect(timers.length).toBe(1);
    expect(clear.calls.allArgs().flat()).toContain(timers[0]);
    const [[, , options] = []] = add.calls.allArgs();
    expect((options as AddEventListenerOptions).signal?.aborted).toBe(true);
  });

  it('R52 is gone at once when the app is', async () => {
    const app = new AbortController();
    const answer = open(`${location.origin}/no-answer-yet`, { signal: app.signal });
    expect(frames().length).toBe(1);
    app.abort();

    expect(await codeOf(answer)).toBe('server_unreachable');
  });

  it('R52 is not even opened when the app is gone by then', async () => {
    const append = spyOn(document.body, 'append').and.callThrough();

    expect(await codeOf(open(REDIRECT_URI, { signal: AbortSignal.abort() }))).toBe('server_unreachable');
    expect(append).not.toHaveBeenCalled();
  });

  it('R52 is not opened by a device that stays offline', async () => {
    spyOnProperty(navigator, 'onLine').and.returnValue(false);
    const append = spyOn(document.body, 'append').and.callThrough();

    expect(await codeOf(open(REDIRECT_URI, { timeoutMs: 100 }))).toBe('server_unreachable');
    expect(append).not.toHaveBeenCalled();
  });

  it('A22 R52 is opened as soon as a device that wakes up is online', async () => {
    const onLine = spyOnProperty(navigator, 'onLine').and.returnValue(false);
    const answer = open(`${REDIRECT_URI}#state=b`);
    const before = frames().length;
    onLine.and.returnValue(true);
    dispatchEvent(new Event('online'));

    expect((await answer).encoded).toBe('#state=b');
    expect(before).toBe(0);
  });
});
