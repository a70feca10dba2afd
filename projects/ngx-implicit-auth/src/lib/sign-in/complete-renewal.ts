import type { Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { asAuthError } from '../authorization/as-auth-error';
import { beginSignIn } from './begin-sign-in';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { sessionOf, type Session } from '../session/auth-state';
import { cookiesBlocked, giveUpFrames } from '../hidden-frame/give-up-frames';
import { isSamePerson } from '../authorization/is-same-person';
import type { PendingSignIn } from './pending-sign-ins';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { renewalOutcomeOf } from '../authorization/renewal-outcome-of';
import { SessionMachine } from '../session/session-machine';

/** Enters the state that follows the answer to a renewal by navigation. */
export async function completeRenewal(
  injector: Injector,
  answer: Promise<Session>,
  { returnTo, isSilent }: PendingSignIn,
): Promise<void> {
  const machine = injector.get(SessionMachine);
  const before = machine.sessions.read();
  const notes = machine.renewal?.notes;
  // A sign-out that came in between has the last word.
  const isAwaited = () => machine.states.value.status === 'completing';
  const tell = (outcome: RenewalOutcome) => {
    machine.tell({ type: 'renewal-ended', outcome });
  };
  try {
    const session = await answer;
    if (!isAwaited()) return;
    if (before && !isSamePerson(before, session)) {
      machine.signOut('other-person');
      tell({ status: 'other-person' });
      machine.fail(
        new AuthError('other_person', 'Somebody else is signed in at the server by now. Sign in again.'),
        returnTo,
      );
      return;
    }
    if (before && isSilent && notes?.read().refused === before.receivedAt) {
      giveUpFrames(injector, cookiesBlocked(injector.get(AUTH_SETTINGS)));
    }
    machine.signIn(session);
    tell({ status: 'renewed' });
    machine.tell({ type: 'signed-in', returnTo });
  } catch (thrown) {
    if (!isAwaited()) return;
    const error = asAuthError(thrown);
    const outcome = renewalOutcomeOf(error);
    if (isSilent && outcome.status === 'interaction-required') {
      // Gives the person the page that the server wants to show; somebody else who is signed in there is told from them.
      machine.enter({ status: 'redirecting' });
      // A failure has been told by then.
      await beginSignIn(injector, { returnTo, replaceUrl: true, isRenewal: true }).catch(() => {});
      return;
    }
    if (before) notes?.add({ failed: before.receivedAt });
    machine.restore({ status: 'failed', error, returnTo });
    tell(outcome);
    const goesOn = sessionOf(machine.states.value) !== null;
    machine.tell(goesOn ? { type: 'signed-in', returnTo } : { type: 'sign-in-failed', error, returnTo });
  }
}
