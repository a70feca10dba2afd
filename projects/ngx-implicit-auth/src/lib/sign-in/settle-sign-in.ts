import type { AuthContext } from '../authorization/auth-context';
import { isOtherPerson, otherPerson } from '../authorization/same-person';
import { accessTokenKey, keepAccessToken } from '../access-tokens/held-access-tokens';
import { cookiesBlocked, giveUpFrames } from '../hidden-frame/give-up-frames';
import { asAuthError } from '../protocol/as-auth-error';
import type { AuthError } from '../protocol/auth-error';
import { sessionOf } from '../session/auth-state';
import { renewalOutcomeOf, type RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';
import { beginSignIn } from './begin-sign-in';

/** What follows the answer to a redirect. There is one for each purpose, and it enters the state that comes next. */
export interface Settlement {
  /** The answer is verified. */
  received(session: StoredSession): void;
  /** The answer is an error, or was refused. */
  refused(error: AuthError): void | Promise<void>;
}

/** For a sign-in: whoever has signed in takes the place of whoever was signed in. */
export function settleSignIn({ machine, settings }: AuthContext, returnTo: string): Settlement {
  return {
    received: (session) => {
      machine.signIn(session);
      const missing = missingScopes(settings.scope, session.scope);
      if (missing.length) machine.tell({ type: 'scope-narrowed', missing });
      machine.tell({ type: 'signed-in', returnTo });
    },
    refused: (error) => {
      machine.fail(error, returnTo);
    },
  };
}

/**
 * The scopes that were asked for and not granted. Some servers leave those of OpenID Connect itself out of their
 * answer.
 */
function missingScopes(asked: string, granted: string): readonly string[] {
  const listed = [...granted.split(' '), 'openid', 'profile', 'email', 'address', 'phone'];
  return asked.split(' ').filter((scope) => scope && !listed.includes(scope));
}

/** For a renewal: the session goes on, renewed or as it was, unless somebody else is signed in at the server by now. */
export function settleRenewal(context: AuthContext, returnTo: string, isSilent: boolean): Settlement {
  const { machine, settings } = context;
  const before = machine.sessions.read();
  const notes = machine.renewal?.notes;
  const tell = (outcome: RenewalOutcome) => {
    machine.tell({ type: 'renewal-ended', outcome });
  };
  return {
    received: (session) => {
      if (before && isOtherPerson(before, session)) {
        machine.signOut('other-person');
        tell({ status: 'other-person' });
        machine.fail(otherPerson(), returnTo);
        return;
      }
      if (before && isSilent && notes?.read().refused === before.receivedAt) {
        giveUpFrames(machine, cookiesBlocked(settings));
      }
      machine.signIn(session);
      tell({ status: 'renewed' });
      machine.tell({ type: 'signed-in', returnTo });
    },
    refused: async (error) => {
      const outcome = renewalOutcomeOf(error);
      if (isSilent && outcome.status === 'interaction-required') {
        // The server gets to show its page. Whoever signs in there is compared with the person who was signed in here.
        machine.enter({ status: 'redirecting' });
        const purpose = { type: 'renewal', isSilent: false } as const;
        // beginSignIn() has told of its failure by then.
        await beginSignIn(context, { returnTo, replaceUrl: true, purpose }).catch(() => {});
        return;
      }
      if (before) notes?.add({ failed: before.receivedAt });
      machine.restore({ status: 'failed', error, returnTo });
      tell(outcome);
      const goesOn = sessionOf(machine.states.value) !== null;
      machine.tell(goesOn ? { type: 'signed-in', returnTo } : { type: 'sign-in-failed', error, returnTo });
    },
  };
}

/** For the access token of a resource server: the session goes on, with that token or without it. */
export function settleAccess({ machine }: AuthContext, listed: ResourceServer, returnTo: string): Settlement {
  return {
    received: (session) => {
      machine.restore({ status: 'signed-out' });
      try {
        keepAccessToken(machine, machine.sessions.read(), accessTokenKey(listed), session);
        machine.tell({ type: 'signed-in', returnTo });
      } catch (thrown) {
        machine.fail(asAuthError(thrown), returnTo);
      }
    },
    refused: (error) => {
      machine.fail(error, returnTo);
    },
  };
}
