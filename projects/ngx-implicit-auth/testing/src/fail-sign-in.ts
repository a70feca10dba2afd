import {
  ɵsignInFailed as signInFailed,
  type AuthError,
  type ɵSessionMachine as SessionMachine,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import type { TestRedirects } from './test-redirects';
import { demandFailure, FIRST } from './ways';

/**
 * Has a sign-in fail: the one that waits for the server, if one does.
 *
 * @param returnTo - where it was to come back to; by default what its redirect says, or `/`
 * @throws AuthTestingError for a code with which none fails, and when it cannot fail at the moment
 */
export function failSignIn(
  error: AuthError,
  machine: SessionMachine,
  redirects: TestRedirects,
  returnTo?: string,
): void {
  demandFailure(error.code);
  const { status } = machine.snapshot();
  const first = status !== 'redirecting' && FIRST[status];
  demand(!first, `No sign-in fails while the status is '${status}'. ${first}`);
  const { popup, redirect } = redirects.forgetSignIn() ?? {};
  if (popup) popup.fail(error);
  else machine.send(signInFailed(error, returnTo ?? redirect?.returnTo ?? '/'));
}
