import { redirect, type Answer, type BrowserRequest } from './answer.ts';
import { refusedPage, signedOutPage } from './pages.ts';
import type { ServerState } from './server-state.ts';
import { wrongAboutSignOut } from './wrong-requests.ts';

/** Ends the person's session at the server, and the refresh tokens with it. */
export function forgetPerson(state: ServerState): void {
  state.signedInSince = null;
  state.refreshTokens.clear();
}

/** @see OpenID Connect RP-Initiated Logout 1.0, sections 2 and 3 */
export function endSession(state: ServerState, { parameters }: BrowserRequest): Answer {
  const uri = parameters.get('post_logout_redirect_uri');
  const problem = uri === null ? null : wrongAboutSignOut(state.settings, uri);
  if (problem !== null) {
    state.problems.push(`The sign-out was refused by a page. ${problem}`);
    return refusedPage(problem);
  }
  forgetPerson(state);
  return uri === null ? signedOutPage() : redirect(uri, { state: parameters.get('state') ?? undefined });
}
