import type { AuthContext } from '../authorization/auth-context';
import { forAnswerPage } from '../authorization/for-answer-page';
import type { RequestPlatform } from '../authorization/request-platform';
import { responseInPopup, type ResponseInPopup } from '../popup/response-in-popup';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { signInFailed, told } from '../session/session-input';
import type { SignInRequest } from '../session/sign-in-request';
import { completeInPlace } from './complete-sign-in';
import { requestAbout } from './request-about';

/** What may stand in for the browser's popups as well. */
interface PopupPlatform extends RequestPlatform {
  readonly responseInPopup?: ResponseInPopup;
}

/** Has people go to the server in a popup. Loaded with the first, and made once. */
export type PopupPart = ReturnType<typeof popupPart>;

export function popupPart(context: AuthContext) {
  const { machine, zone } = context;
  const platform: PopupPlatform = context.platform;
  const { responseInPopup: ask = responseInPopup } = platform;
  /**
   * Resolves when the answer has been dealt with. Whatever signs in or out here takes the place of a popup.
   *
   * @param returnTo - where the person is, or is to go
   * @throws AuthError `popup_blocked`, `popup_closed`, `popup_superseded`, and the codes of a redirect and its answer
   */
  return async (request: SignInRequest, returnTo: string): Promise<void> => {
    // Before anything else: a browser lets a window be opened only for a moment after a click.
    const popup = platform.openPopup();
    if (!popup) {
      throw new AuthError('popup_blocked', 'The browser opened no popup. Call login() in the click.');
    }
    const over = new AbortController();
    const { signal } = over;
    const supersede = () => {
      over.abort(new AuthError('popup_superseded', 'Something else took its place.'));
    };
    const checkAwaited = (isEnded?: boolean) => {
      if (isEnded) supersede();
      // The signal has this as a method, too, but not in the jsdom of Jest 29.
      if (signal.aborted) throw asAuthError(signal.reason);
    };
    machine.send(told({ type: 'sign-in-started', returnTo }));
    const events = machine.events.subscribe({
      next: (event) => {
        if (event.type === 'sign-in-started' || (event.type === 'signed-out' && !event.reason)) supersede();
      },
      complete: supersede,
    });
    addEventListener('pagehide', supersede, over);
    try {
      const asked = { ...context, settings: forAnswerPage(context) };
      const sent = await requestAbout(asked, request, returnTo);
      checkAwaited();
      // Outside the zone, where timers neither keep the app from becoming stable nor detect changes.
      const response = await zone.runOutsideAngular(() =>
        ask(platform, popup, sent, asked.settings.redirectUri, signal),
      );
      // With the answer in its address bar. To verify that may take a while.
      popup.close();
      await completeInPlace(asked, response, sent, checkAwaited);
    } catch (thrown) {
      const error = asAuthError(signal.reason ?? thrown);
      // A popup that is gone has lost nobody.
      if (!error.code.startsWith('popup_')) machine.send(signInFailed(error, returnTo));
      throw error;
    } finally {
      popup.close();
      events.unsubscribe();
      over.abort();
    }
  };
}
