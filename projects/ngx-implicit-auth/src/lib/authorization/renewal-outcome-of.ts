import type { AuthError } from '../protocol/auth-error';
import type { RenewalOutcome } from '../session/renewal-outcome';

/** How a renewal has ended that got no further than this error. */
export function renewalOutcomeOf(error: AuthError): RenewalOutcome {
  const { code, server } = error;
  if (code === 'interaction_required') return { status: 'interaction-required', error };
  if (code === 'renewal_frame_blocked') return { status: 'frame-blocked', error };
  const isPassing =
    code === 'server_unreachable' ||
    code === 'module_unavailable' ||
    ['server_error', 'temporarily_unavailable'].includes(server?.error ?? '');
  return isPassing ? { status: 'unreachable', error } : { status: 'refused', error };
}
