import type { AuthContext } from '../authorization/auth-context';
import type { AuthError } from '../protocol/auth-error';
import type { SessionState } from '../session/session-store';

/** How long an app has to show a failure, in milliseconds. */
const SHOWN_WITHIN_MS = 1_000;

/**
 * Sees to it that no sign-in fails without a word to the person, unless the app shows failures itself: where no AuthCallback
 * has told of it a moment later, a notice of the library's own is to. AuthCallback tells nothing of a failure while a
 * session goes on.
 *
 * @param showNotice - shows it, until `over` is aborted: something else has happened, or an AuthCallback has told of it
 */
export function tellUnseenFailures(
  { machine, settings, zone, signal }: AuthContext,
  showNotice: (error: AuthError, returnTo: string, over: AbortController) => Promise<void>,
): void {
  if (typeof document === 'undefined' || !settings.showFailures) return;
  let latest: AbortController | undefined;
  machine.failureShown = () => latest?.abort();
  machine.events.subscribe((event) => {
    // In a popup, for which the state stays.
    if (event.type === 'sign-in-started') latest?.abort();
    if (event.type !== 'sign-in-failed') return;
    const state = machine.states.value;
    const hasFailed = state.status === 'failed';
    // A response that is opened once more, or that somebody has made up, is no news to whoever is signed in.
    if (!hasFailed && ['state_unknown', 'state_missing'].includes(event.error.code)) return;
    latest?.abort();
    const over = (latest = new AbortController());
    const session = machine.ending()?.id;
    const goesOn = ({ status }: SessionState) =>
      !hasFailed && status !== 'redirecting' && machine.ending()?.id === session;
    const tell = () => {
      // Its own words may be on their way.
      if (hasFailed && document.querySelector('auth-callback')) over.abort();
      else showNotice(event.error, event.returnTo, over).catch(() => over.abort());
    };
    zone.runOutsideAngular(() => {
      const timer = setTimeout(tell, SHOWN_WITHIN_MS);
      const subscription = machine.states.subscribe((next) => {
        if (next !== state && !goesOn(next)) over.abort();
      });
      over.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        subscription.unsubscribe();
      });
    });
  });
  signal.addEventListener('abort', () => {
    latest?.abort();
  });
}
