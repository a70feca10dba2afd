import { AuthError } from '../protocol/auth-error';
import { told } from '../session/session-input';
import type { SessionMachine } from '../session/session-machine';

/** Has this tab renew the session by navigation from now on, until the next sign-in, and tells why. */
export function giveUpFrames(machine: SessionMachine, error: AuthError): void {
  machine.renewal?.notes.add({ framesBlocked: machine.ending()?.id ?? '' });
  machine.send(told({ type: 'frames-blocked', error }));
  if (typeof ngDevMode === 'undefined' || ngDevMode) console.warn(`ngx-implicit-auth: ${error.message}`);
}

/** The error for a server that knows the person after a redirect, but not in a frame. */
export function cookiesBlocked({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    `The browser keeps the cookies of ${issuer} out of frames, so sessions are renewed by redirects. Serve both ` +
      "from one site, or write withSilentRenewal({ strategy: 'navigation' }).",
  );
}

/** The error when a page, of the server or of the app's host, has stopped a frame. */
export function pageInFrame({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    `A page has stopped a frame on its way to ${issuer} and back, so this session is renewed by redirects. See the ` +
      'event frames-blocked, and what docs/session.md says of frames.',
  );
}
