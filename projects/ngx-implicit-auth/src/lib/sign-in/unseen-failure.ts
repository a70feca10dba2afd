import type { AuthContext } from '../authorization/auth-context';
import type { AuthError } from '../protocol/auth-error';

/** How long an app has to show a failure, in milliseconds. */
const SHOWN_WITHIN_MS = 1_000;

/**
 * Sees to it that no sign-in fails without a word to the person, unless the app shows failures itself: where the page has
 * no AuthCallback a moment later, a notice of the library's own is to tell of it.
 *
 * @param showNotice - shows it, if `isNews()` still says that there is a need
 */
export function tellUnseenFailures(
  { machine, settings, zone, signal }: AuthContext,
  showNotice: (error: AuthError, returnTo: string, isNews: () => boolean) => Promise<void>,
): void {
  if (typeof document === 'undefined' || !settings.showFailures) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  machine.events.subscribe((event) => {
    if (event.type !== 'sign-in-failed') return;
    const state = machine.states.value;
    // A response that is opened once more, or that somebody has made up, is no news to whoever is signed in.
    if (state.status === 'signed-in' && ['state_unknown', 'state_missing'].includes(event.error.code)) return;
    const isNews = () => machine.states.value === state && !document.querySelector('auth-callback');
    const tell = () => {
      if (isNews()) showNotice(event.error, event.returnTo, isNews).catch(() => {});
    };
    clearTimeout(timer);
    timer = zone.runOutsideAngular(() => setTimeout(tell, SHOWN_WITHIN_MS));
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
  });
}
