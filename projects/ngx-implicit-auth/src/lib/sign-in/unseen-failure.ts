import type { AuthContext } from '../authorization/auth-context';
import type { AuthError } from '../protocol/auth-error';
import type { SessionState } from '../session/session-store';

/** How long an app has to show a failure, in milliseconds. */
const SHOWN_WITHIN_MS = 1_000;

/**
 * Sees to it that no sign-in fails without a word to the person, unless the app shows failures itself: where the page has
 * had no AuthCallback until a moment later, a notice of the library's own is to tell of it. AuthCallback tells nothing of
 * a failure while a session goes on.
 *
 * @param showNotice - shows it, until `over` is aborted: something else has happened, or the page has an AuthCallback now
 */
export function tellUnseenFailures(
  { machine, settings, zone, signal }: AuthContext,
  showNotice: (error: AuthError, returnTo: string, over: AbortController) => Promise<void>,
): void {
  if (typeof document === 'undefined' || !settings.showFailures) return;
  let latest: AbortController | undefined;
  // An AuthCallback in a shadow root is not found in the document.
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
    const look = () => {
      if (hasFailed && document.querySelector('auth-callback')) over.abort();
    };
    zone.runOutsideAngular(() => {
      const timer = setTimeout(() => {
        showNotice(event.error, event.returnTo, over).catch(() => {
          over.abort();
        });
      }, SHOWN_WITHIN_MS);
      const watcher = new MutationObserver(look);
      watcher.observe(document, { childList: true, subtree: true });
      const subscription = machine.states.subscribe((next) => {
        if (next !== state && !goesOn(next)) over.abort();
      });
      over.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        watcher.disconnect();
        subscription.unsubscribe();
      });
    });
    look();
  });
  signal.addEventListener('abort', () => {
    latest?.abort();
  });
}
