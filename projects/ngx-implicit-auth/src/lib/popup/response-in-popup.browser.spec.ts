import type { PreparedRequest } from '../authorization/prepare-request';
import { AuthError } from '../protocol/auth-error';
import { responseInPopup } from './response-in-popup';

const REDIRECT_URI = `${location.origin}/silent-renewal.html`;
const BROWSER = { channel: (name: string) => new BroadcastChannel(name) };

/** A page of an origin of its own, which cannot be read. */
const FOREIGN = 'data:text/html,<title>Sign in</title>';

let frame: HTMLIFrameElement;
let over: AbortController;

/** Opens a URL, in a frame, whose window is read as a popup's is. */
function open(url: string, redirectUri = REDIRECT_URI) {
  const opened = frame.contentWindow;
  if (!opened) throw new Error('The frame has no window.');
  return responseInPopup(BROWSER, opened, { url, state: 'b' } as PreparedRequest, redirectUri, over.signal);
}

async function codeOf(response: Promise<unknown>): Promise<unknown> {
  return response.then(
    () => 'none',
    (error: unknown) => (error instanceof AuthError ? error.code : error),
  );
}

const loaded = () => new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));

describe('the popup of a sign-in', () => {
  beforeEach(() => {
    over = new AbortController();
    frame = document.createElement('iframe');
    document.body.append(frame);
  });

  afterEach(() => {
    over.abort();
    frame.remove();
  });

  const answers: readonly (readonly [name: string, rest: string, encoded: string, component: 'fragment' | 'query'])[] =
    [
      ['the fragment', '#access_token=a&state=b', '#access_token=a&state=b', 'fragment'],
      ['the query', '?code=a&state=b', '?code=a&state=b', 'query'],
      ['the fragment when there is a query, too', '?x=1#state=b', '#state=b', 'fragment'],
    ];
  for (const [name, rest, encoded, component] of answers) {
    it(`R50 is read from its location: ${name}`, async () => {
      const before = Date.now();
      const response = await open(REDIRECT_URI + rest);

      expect(response).toEqual(jasmine.objectContaining({ encoded, component, url: REDIRECT_URI }));
      expect(response.receivedAt).toBeGreaterThanOrEqual(before);
    });
  }

  it('R50 is waited for while it shows a page that cannot be read', async () => {
    const atTheServer = loaded();
    const answer = open(FOREIGN);
    await atTheServer;
    frame.src = `${REDIRECT_URI}#state=b`;

    expect((await answer).encoded).toBe('#state=b');
  });

  it('says where an answer came to that is not at the redirect URI', async () => {
    const failure = await open(`${location.origin}/elsewhere.html#state=b`).catch((error: unknown) => error);

    expect(failure).toEqual(jasmine.objectContaining({ code: 'redirect_uri_mismatch' }));
    expect((failure as AuthError).message).toContain(`came to ${location.origin}/elsewhere.html in the popup`);
  });

  it('is given up a second after the page is used, once it is gone', async () => {
    const answer = open(FOREIGN);
    frame.remove();
    dispatchEvent(new Event('focus'));

    expect(await codeOf(answer)).toBe('popup_closed');
  });

  it('R50 that has been cut off answers on the channel of its state', async () => {
    const answer = open(FOREIGN);
    frame.remove();
    const channel = new BroadcastChannel('ngx-implicit-auth popup b');
    channel.postMessage(`${REDIRECT_URI}#access_token=a&state=b`);
    channel.close();

    expect((await answer).encoded).toBe('#access_token=a&state=b');
  });

  it('leaves no timer, no listener and no channel behind', async () => {
    const set = spyOn(globalThis, 'setInterval').and.callThrough();
    const clear = spyOn(globalThis, 'clearInterval').and.callThrough();
    const close = spyOn(BroadcastChannel.prototype, 'close').and.callThrough();
    await open(`${REDIRECT_URI}#state=b`);
    over.abort();

    const timers: unknown[] = set.calls.all().map(({ returnValue }) => returnValue);
    expect(timers.length).toBe(1);
    expect(clear.calls.allArgs().flat()).toEqual(timers as number[]);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('ends at once with the reason when nobody waits for it any more', async () => {
    const answer = open(FOREIGN);
    over.abort(new AuthError('popup_superseded', 'It was.'));

    expect(await codeOf(answer)).toBe('popup_superseded');
  });
});
