import type { AuthContext } from '../authorization/auth-context';
import { cookiesBlocked, pageInFrame } from '../hidden-frame/give-up-frames';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
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
  mayLeave = false,
): Promise<RenewalOutcome> {
  const { options, notes } = machine.renewal ?? {};
  if (options?.strategy !== 'navigation') {
    return renewalOutcomeOf(notes?.read().pageShown ? pageInFrame(settings) : cookiesBlocked(settings));
  }
  if (!mayLeave) return renewalOutcomeOf(waitsForNavigation());
  try {
    await signIn.begin({ purpose: { type: 'renewal', isSilent: true } });
    await stay(machine);
    return renewalOutcomeOf(hasStayed());
  } catch (thrown) {
    return renewalOutcomeOf(asAuthError(thrown));
  }
}

function waitsForNavigation(): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    'Sessions are renewed by redirects in this app, and nothing but a navigation or renew() leaves the page for one.',
  );
}

function hasStayed(): AuthError {
  return new AuthError(
    'server_unreachable',
    'The page was to be left for the renewal, and is still there. It is tried again at the next navigation.',
  );
}
