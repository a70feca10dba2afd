import type { PreparedRequest } from '../authorization/prepare-request';
import { addressOf, answers, misplaced, responseAt } from '../authorization/read-address';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { standsAt, type PageResponse } from '../session/capture-response';
import type { AuthPlatform } from '../session/auth-platform';
import { openChannel } from '../session/open-channel';
import { absoluteUrl } from '../settings/absolute-url';

/** How often the popup's address is read, in milliseconds. */
const LOOK_MS = 100;
/** How long an answer may be on its way from a closed popup once the person uses this page, in milliseconds. */
const GRACE_MS = 1_000;

/** Resolves with the answer that came to a popup; rejects with an AuthError. */
export type ResponseInPopup = typeof responseInPopup;

/**
 * Goes to the server in a popup, and waits until that stands at the redirect URI.
 *
 * The response is read from the popup's location, as from a frame's. A server that cuts the popup off
 * (Cross-Origin-Opener-Policy) leaves this page with a window that says it is closed. So the page at the redirect URI
 * tells its address on a channel as well: one named by the `state`, which only this page, the server and the popup know.
 * For the same reason, a popup is given up only when the person uses this page after it was closed.
 *
 * @param signal - aborted when nobody waits any more: with a reason, which the promise rejects with, or when it has settled
 * @throws AuthError `popup_closed`, `redirect_uri_mismatch`
 */
export function responseInPopup(
  platform: Pick<AuthPlatform, 'channel'>,
  popup: Window,
  { url, state }: PreparedRequest,
  redirectUri: string,
  signal: AbortSignal,
): Promise<PageResponse> {
  return new Promise((resolve, reject) => {
    let lookedAt = Date.now();
    const read = (address: URL) => {
      // When it was looked for last, it was not there: no token in it was issued much earlier.
      if (standsAt(address, redirectUri)) resolve({ ...responseAt(address), url: redirectUri, receivedAt: lookedAt });
      else if (answers(address, state)) reject(misplaced(address, redirectUri, 'popup'));
    };
    const looking = setInterval(() => {
      const address = addressOf(popup);
      if (address) read(address);
      lookedAt = Date.now();
    }, LOOK_MS);
    const channel = openChannel(platform, `ngx-implicit-auth popup ${state}`, (message) => {
      const address = absoluteUrl(String(message), redirectUri);
      if (answers(address, state)) read(address);
    });
    const onUse = () => {
      // Whoever closes it by hand may be back on this page before it says that it is closed.
      setTimeout(() => {
        if (popup.closed && !document.hidden) reject(new AuthError('popup_closed', 'The popup was closed.'));
      }, GRACE_MS);
    };
    for (const type of ['focus', 'visibilitychange', 'pointerdown']) addEventListener(type, onUse, { signal });
    signal.onabort = () => {
      clearInterval(looking);
      channel?.close();
      reject(asAuthError(signal.reason));
    };
    // Until now it was an empty page, which no server has cut off: the person has closed it.
    if (popup.closed) onUse();
    popup.location.replace(url);
  });
}
