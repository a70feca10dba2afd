import type { Location } from '@angular/common';
import type { AuthContext } from '../authorization/auth-context';
import { countRedirect } from '../authorization/redirect-loop';
import { asAuthError } from '../protocol/as-auth-error';
import { signInFailed } from '../session/session-input';
import { inAppPath } from './in-app-path';
import { demandBrowser } from './request-about';
import { staying } from './sign-in-inputs';
import { untilPageStays } from './stay';

/**
 * Opens the page anew where a sign-in was to come back to, in an app without a configuration: that is asked for once more,
 * and a guard there begins the sign-in.
 *
 * @param isCurrent - whether the page is still being left for this sign-in; `undefined` when it was to stay, for a popup
 * @throws AuthError `redirect_loop`, `browser_required`
 */
export function openAnew(
  context: AuthContext,
  location: Location,
  returnTo: string | undefined,
  isCurrent?: () => boolean,
): void {
  const { machine, settings, platform } = context;
  const path = inAppPath(returnTo);
  try {
    demandBrowser();
    if (!platform.userIsActive()) countRedirect(settings, platform);
  } catch (thrown) {
    const error = asAuthError(thrown);
    machine.send(signInFailed(error, path));
    throw error;
  }
  location.replaceState(path);
  platform.reload();
  void untilPageStays(context).then(() => {
    if (isCurrent?.()) machine.send(staying());
  });
}
