import { addressOf, answers, misplaced, responseAt } from '../authorization/read-address';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { standsAt, type CapturedResponse } from '../session/capture-response';

/** Prepares a frame before it is opened. What it starts has to end when the signal is aborted. */
export type PrepareFrame = (
  frame: HTMLIFrameElement,
  onResponse: (response: CapturedResponse) => void,
  signal: AbortSignal,
) => void;

/** Resolves with the answer that came to a frame; rejects with an AuthError. */
export type ResponseInFrame = typeof responseInFrame;

/** How long a page of the server's may take to go on by script. */
const GRACE_MS = 2_000;

/**
 * Opens a URL in a hidden frame and waits until the frame stands at the redirect URI.
 *
 * The response is read from the frame's location once it has loaded: there is no message that anybody could forge.
 *
 * @param onStopped - called each time that the frame has loaded a page that is not the answer
 * @param prepare - called with the frame before it is opened; may tell of an answer that comes in another way
 * @throws AuthError `server_unreachable`, `renewal_frame_blocked`, `redirect_uri_mismatch`
 */
export async function responseInFrame(
  url: string,
  redirectUri: string,
  timeoutMs: number,
  signal: AbortSignal,
  onStopped: () => void,
  prepare?: PrepareFrame,
): Promise<CapturedResponse> {
  if (!navigator.onLine) await untilOnline(timeoutMs, signal);
  const frame = document.createElement('iframe');
  // The attribute `hidden` would yield to any style that the app has for frames.
  frame.style.display = 'none';
  // The frame may not navigate the page around it: a login page that breaks out of frames stays in. By the last
  // permission, Firefox sends a server on another site the cookies by which it knows the person, once they have signed
  // in there.
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-storage-access-by-user-activation');
  const state = new URL(url).searchParams.get('state');
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<CapturedResponse>((resolve, reject) => {
      const giveUp = () => reject(timedOut(url));
      timer = setTimeout(giveUp, timeoutMs);
      signal.addEventListener('abort', giveUp, { signal: over.signal });
      frame.addEventListener('load', () => {
        clearTimeout(grace);
        const address = addressOf(frame.contentWindow);
        if (address && standsAt(address, redirectUri)) resolve(responseAt(address));
        else if (address && answers(address, state)) reject(misplaced(address, redirectUri, 'frame'));
        // A frame begins as an empty page of this origin.
        else if (address?.protocol !== 'about:') {
          grace = setTimeout(() => reject(address ? astray(address, redirectUri) : blocked(url)), GRACE_MS);
          onStopped();
        }
      });
      prepare?.(frame, resolve, over.signal);
      if (signal.aborted) return giveUp();
      document.body.append(frame);
      // The browser notes the first URL of a frame in the page's performance entries, where any script may read it.
      frame.contentWindow?.location.replace(url);
    });
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    over.abort();
    frame.remove();
  }
}

/** A device that wakes up takes a moment to be online again. */
async function untilOnline(timeoutMs: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    const goOn = () => {
      over.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(goOn, timeoutMs);
    addEventListener('online', goOn, over);
    signal.addEventListener('abort', goOn, over);
  });
  demand(navigator.onLine, 'server_unreachable', 'This device is offline. It is tried again later.');
}

function timedOut(url: string): AuthError {
  return new AuthError(
    'server_unreachable',
    `${new URL(url).origin} did not answer the renewal in time. It is tried again later.`,
  );
}

function astray({ origin, pathname }: URL, redirectUri: string): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    `The frame of the renewal has come to ${origin}${pathname}, and not to ${redirectUri}. If that is a page of the app, ` +
      'have its host serve the renewal page as it is, without a redirect; if it is one of the server, that answers ' +
      'prompt=none with a page.',
  );
}

function blocked(url: string): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    `The renewal got no further than a page of ${new URL(url).origin}. Either it may not be framed ` +
      '(X-Frame-Options, frame-ancestors, or frame-src of this app), or it answers prompt=none with a page, as for a ' +
      'redirect URI that is not registered there.',
  );
}
