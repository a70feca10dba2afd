import type { Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { SessionMachine } from '../session/session-machine';

/** Has this tab renew by navigation from now on, and says why, once. */
export function giveUpFrames(injector: Injector, error: AuthError): void {
  const machine = injector.get(SessionMachine);
  machine.renewal?.notes.add({ framesBlocked: true });
  machine.tell({ type: 'frames-blocked', error });
  if (typeof ngDevMode === 'undefined' || ngDevMode) console.warn(`ngx-implicit-auth: ${error.message}`);
}

/** The server knows the person by a redirect, and not in a frame. */
export function cookiesBlocked({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    `The browser keeps the cookies of ${issuer} out of frames, so sessions are renewed by redirects. Serve both from one site, or write withSilentRenewal({ strategy: 'navigation' }).`,
  );
}
