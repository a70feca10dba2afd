import type { Injector } from '@angular/core';
import { loadIdTokenVerifier } from '../authorization/verify-answer';
import { silentContext } from '../hidden-frame/silent-request';
import type { StoredSession } from '../session/session-store';
import { SignIn } from '../sign-in/sign-in';
import { renewByNavigation } from './renew-by-navigation';
import { renewRefused } from './renew-refused';
import { renewSession } from './renew-session';

/** Renews a session, by a frame or by a redirect. Loaded once there is a session to renew, and made once. */
export type RenewalPart = ReturnType<typeof renewalPart>;

export function renewalPart(injector: Injector) {
  const context = silentContext(injector);
  const signIn = injector.get(SignIn);
  return {
    renew: (session: StoredSession | null) => renewSession(context, session),
    renewByNavigation: (mayLeave: boolean) => renewByNavigation(context, signIn, mayLeave),
    renewRefused: (sent: StoredSession, failure: unknown) => renewRefused(context.machine, sent, failure),
    /** Loads what the renewal of a session will need. */
    prepare: async ({ idToken }: StoredSession) => {
      if (idToken) await loadIdTokenVerifier();
    },
  };
}
