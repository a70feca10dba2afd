import type { Injector } from '@angular/core';
import { loadIdTokenVerifier } from '../authorization/verify-answer';
import { silentContext } from '../hidden-frame/silent-request';
import { isInvalidToken } from '../protocol/invalid-token';
import type { StoredSession } from '../session/session-store';
import { SignIn } from '../sign-in/sign-in';
import { renewByNavigation } from './renew-by-navigation';
import { renewSession } from './renew-session';

/** Renews a session, by a frame or by a redirect. Loaded once there is a session to renew, and made once. */
export type RenewalPart = ReturnType<typeof renewalPart>;

export function renewalPart(injector: Injector) {
  const context = silentContext(injector);
  const signIn = injector.get(SignIn);
  return {
    renew: (session: StoredSession | null) => renewSession(context, session),
    renewByNavigation: (mayLeave: boolean) => renewByNavigation(context, signIn, mayLeave),
    isInvalidToken,
    loadIdTokenVerifier,
  };
}
