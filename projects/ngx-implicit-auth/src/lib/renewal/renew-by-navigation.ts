import type { AuthContext } from '../authorization/auth-context';
import { cookiesBlocked } from '../hidden-frame/give-up-frames';
import { asAuthError } from '../protocol/as-auth-error';
import { renewalOutcomeOf, type RenewalOutcome } from '../session/renewal-outcome';
import type { SignIn } from '../sign-in/sign-in';
import { stay } from '../sign-in/stay';

/**
 * Renews the session by a redirect, if the app has chosen that way and has asked for the renewal itself.
 *
 * @returns the outcome when the page stays after all, or has come back from the back/forward cache
 */
export async function renewByNavigation(
  { machine, settings }: AuthContext,
  signIn: SignIn,
  mayLeave: boolean,
): Promise<RenewalOutcome> {
  const blocked = renewalOutcomeOf(cookiesBlocked(settings));
  if (!mayLeave || machine.renewal?.options.strategy !== 'navigation') return blocked;
  try {
    await signIn.begin({ purpose: { type: 'renewal', isSilent: true } });
    await stay(machine);
    return blocked;
  } catch (thrown) {
    return renewalOutcomeOf(asAuthError(thrown));
  }
}
