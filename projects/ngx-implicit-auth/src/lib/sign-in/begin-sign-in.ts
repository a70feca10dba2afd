import type { AuthContext } from '../authorization/auth-context';
import type { RequestChanges } from '../authorization/prepare-request';
import { countRedirect } from '../authorization/redirect-loop';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { signInFailed, told } from '../session/session-input';
import type { SessionMachine } from '../session/session-machine';
import type { SignInRequest } from '../session/sign-in-request';
import type { AuthSettings } from '../settings/auth-settings';
import { returnPath } from './in-app-path';
import { hasPendingSignIn, SIGN_IN, storePendingSignIn } from './pending-sign-ins';
import { demandBrowser, requestAbout, subjectOf } from './request-about';
import { staying } from './sign-in-inputs';
import { untilPageStays } from './stay';

/**
 * Sends the person to the server, and leaves a pending record with the server's metadata and keys, so that the response
 * can be verified without asking again. A failure becomes the state `failed`, unless an earlier session goes on.
 *
 * @param isCurrent - whether the page is still being left for this sign-in
 * @throws AuthError and nothing else
 */
export async function beginSignIn(
  context: AuthContext,
  { purpose = SIGN_IN, replaceUrl = false, isWanted, ...options }: SignInRequest,
  isCurrent: () => boolean,
): Promise<void> {
  const { machine, settings, platform } = context;
  const returnTo = returnPath(options.returnTo);
  try {
    machine.send(told({ type: 'sign-in-started', returnTo }));
    demandBrowser();
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && platform.isFramed()) {
      console.warn(
        'ngx-implicit-auth: this page is in a frame, where most servers refuse to show their login page. Sign in ' +
          "with login({ window: 'popup' }), or open the app in a tab of its own.",
      );
    }
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && hasPendingSignIn(settings, platform)) {
      console.warn(
        'ngx-implicit-auth: an earlier sign-in was never answered. If the server showed an error, register exactly ' +
          `${settings.redirectUri} as redirect URI there, and check the client id.`,
      );
    }
    // A redirect that no click and no key has asked for may be part of a loop.
    if (!platform.userIsActive()) countRedirect(settings, platform);
    const subject = subjectOf(context, purpose);
    if (purpose.type === 'renewal' && purpose.isSilent && !subject.session) {
      // Somebody has signed out in the meantime.
      machine.send(staying());
      return;
    }
    const { url, state, pending } = await requestAbout(
      context,
      { ...options, ...(purpose.type === 'renewal' && promptOfRenewal(machine, purpose.isSilent)) },
      isCallback(returnTo, settings) ? '/' : returnTo,
      subject,
    );
    if (!isCurrent()) return;
    if (isWanted?.() === false) {
      machine.send(staying());
      return;
    }
    remember(settings, platform, state, pending);
    platform.redirect(url, { replaceUrl });
    void untilPageStays(context).then(() => {
      if (isCurrent()) machine.send(staying());
    });
  } catch (thrown) {
    const error = asAuthError(thrown);
    if (!isCurrent()) throw error;
    if (purpose.type === 'renewal') noteFailure(context);
    machine.send(signInFailed(error, returnTo));
    throw error;
  }
}

/** What a renewal asks for in place of what the app has configured for sign-ins. */
function promptOfRenewal({ renewal }: SessionMachine, isSilent: boolean): Pick<RequestChanges, 'prompt'> {
  if (renewal?.options.prompt === 'omit') return { prompt: 'omit' };
  return isSilent ? { prompt: 'none' } : {};
}

function remember(...record: Parameters<typeof storePendingSignIn>): void {
  try {
    storePendingSignIn(...record);
  } catch {
    // Without the browser's own error: it quotes the key, and that holds the state.
    throw new AuthError(
      'storage_unavailable',
      'The sign-in cannot be remembered across the redirect: sessionStorage is disabled or full. Allow site data ' +
        'for this site, or free some.',
    );
  }
}

/** Notes that this session cannot be renewed by a redirect, so that no guard tries again. */
function noteFailure({ machine }: AuthContext): void {
  const session = machine.stored();
  if (session) machine.renewal?.notes.add({ failed: session.receivedAt });
}

/** Whether the return URL is the callback page, where nothing is left to do after the sign-in. */
function isCallback(returnTo: string, { redirectUri, appBase }: AuthSettings): boolean {
  const { origin, pathname } = new URL('.' + returnTo, appBase);
  return redirectUri.split('?')[0] === origin + pathname;
}
