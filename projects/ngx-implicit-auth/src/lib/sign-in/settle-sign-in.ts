import { accessTokenKey, keepAccessToken } from '../access-tokens/held-access-tokens';
import type { AuthContext } from '../authorization/auth-context';
import { idTokenHint } from '../authorization/id-token-hint';
import { isOtherPerson, otherPerson } from '../authorization/same-person';
import { cookiesBlocked, giveUpFrames } from '../hidden-frame/give-up-frames';
import { asAuthError } from '../protocol/as-auth-error';
import type { AuthError } from '../protocol/auth-error';
import type { AuthEvent } from '../session/auth-event';
import { sessionOf } from '../session/auth-state';
import { renewalOutcomeOf, type RenewalOutcome } from '../session/renewal-outcome';
import { leaving, signedIn, signedOut, signInFailed, told } from '../session/session-input';
import { isLive } from '../session/session-store';
import type { StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';
import { beginSignIn } from './begin-sign-in';
import { missingScopes } from '../authorization/missing-scopes';
import { answerDropped } from './sign-in-inputs';

/** What follows the answer to a redirect. There is one for each purpose, and it enters the state that comes next. */
export interface Settlement {
  /** The answer is verified. */
  received(session: StoredSession): void | Promise<void>;
  /** The answer is an error, or was refused. */
  refused(error: AuthError): void | Promise<void>;
}

/** For a sign-in: whoever has signed in takes the place of whoever was signed in. */
export function settleSignIn({ machine, settings }: AuthContext, returnTo: string): Settlement {
  return {
    received: (session) => {
      const missing = missingScopes(settings.scope, session.scope.split(' '));
      const narrowed: readonly AuthEvent[] = missing.length ? [{ type: 'scope-narrowed', missing }] : [];
      machine.send(signedIn(session, ...narrowed, { type: 'signed-in', returnTo }));
    },
    refused: (error) => {
      machine.send(signInFailed(error, returnTo));
    },
  };
}

/** For a renewal: the session goes on, renewed or as it was, unless somebody else is signed in at the server by now. */
export function settleRenewal(context: AuthContext, returnTo: string, isSilent: boolean): Settlement {
  const { machine, settings, platform } = context;
  const before = machine.stored();
  const notes = machine.renewal?.notes;
  const isLeaving = () => machine.states.value.status === 'redirecting';
  const ended = (outcome: RenewalOutcome): AuthEvent => ({ type: 'renewal-ended', outcome });
  return {
    received: (session) => {
      if (before && isOtherPerson(before, session)) {
        machine.send(signedOut('other-person', ended({ status: 'other-person' })));
        machine.send(signInFailed(otherPerson(), returnTo));
        return;
      }
      if (before && isSilent && notes?.read().refused === before.receivedAt) {
        giveUpFrames(machine, cookiesBlocked(settings));
      }
      const renewed = before ? { ...session, id: before.id } : session;
      machine.send(signedIn(renewed, ended({ status: 'renewed' }), { type: 'signed-in', returnTo }));
    },
    refused: async (error) => {
      const outcome = renewalOutcomeOf(error);
      // Some servers refuse a hint whose key they have forgotten.
      const mayBeTheHint = error.server?.error === 'invalid_request' && !!idTokenHint(settings, before);
      if (isSilent && (mayBeTheHint || outcome.status === 'interaction-required')) {
        // The server gets to show its page. Whoever signs in there is compared with the person who was signed in here.
        machine.send(leaving());
        const purpose = { type: 'renewal', isSilent: false } as const;
        // beginSignIn() has told of its failure by then.
        const asked = mayBeTheHint ? { ...context, settings: { ...settings, sendIdTokenHint: false } } : context;
        await beginSignIn(asked, { returnTo, replaceUrl: true, purpose }, isLeaving).catch(() => {});
        return;
      }
      if (before) notes?.add({ failed: before.receivedAt });
      const goesOn = before && isLive(before, platform.now());
      const follows: AuthEvent = goesOn ? { type: 'signed-in', returnTo } : { type: 'sign-in-failed', error, returnTo };
      machine.send(answerDropped({ error, returnTo }, ended(outcome), follows));
    },
  };
}

/** For the access token of a resource server: the session goes on, with that token or without it. */
export function settleAccess(context: AuthContext, listed: ResourceServer, returnTo: string): Settlement {
  const { machine } = context;
  return {
    received: async (received) => {
      machine.send(answerDropped(null));
      const session = sessionOf(machine.states.value);
      if (session) {
        try {
          keepAccessToken(machine, session, accessTokenKey(listed), received);
        } catch (thrown) {
          machine.send(signInFailed(asAuthError(thrown), returnTo));
          return;
        }
      } else if (machine.states.value.status === 'signed-out') {
        // The page of the server took longer than the session.
        machine.send(leaving());
        const isLeaving = () => machine.states.value.status === 'redirecting';
        await beginSignIn(context, { returnTo, replaceUrl: true }, isLeaving).catch(() => {});
        return;
      }
      machine.send(told({ type: 'signed-in', returnTo }));
    },
    refused: (error) => {
      machine.send(signInFailed(error, returnTo));
    },
  };
}
