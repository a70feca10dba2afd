import type { AuthContext } from '../authorization/auth-context';
import { loadPart } from '../session/load-part';
import type { SignInRequest } from '../session/sign-in-request';

/** How long an app has to show a failure, in milliseconds. */
const SHOWN_WITHIN_MS = 1_000;

/** What begins a sign-in. */
export interface Beginning {
  begin(request: SignInRequest): Promise<void>;
}

/**
 * Sees to it that no sign-in fails without a word. Where the page has no AuthCallback a moment later, a notice of the
 * library's own tells of it; or, where the app shows failures itself, the console does in dev mode.
 */
export function tellUnseenFailures(context: AuthContext, signIn: Beginning): void {
  const { machine, settings, zone, signal } = context;
  if (typeof document === 'undefined') return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  machine.events.subscribe((event) => {
    if (event.type !== 'sign-in-failed') return;
    const state = machine.states.value;
    // A response that is opened once more, or that somebody has made up, is no news to whoever is signed in.
    if (state.status === 'signed-in' && ['state_unknown', 'state_missing'].includes(event.error.code)) return;
    const tell = () => {
      if (machine.states.value !== state || document.querySelector('auth-callback')) return;
      if (settings.showFailures) {
        loadPart(import('./failure-notice-part')).then(
          ({ failureNoticePart }) => {
            failureNoticePart(context, event.error, () => {
              // If it fails again, that is told as well.
              signIn.begin({ returnTo: event.returnTo }).catch(() => {});
            });
          },
          () => {},
        );
      } else if (typeof ngDevMode === 'undefined' || ngDevMode) {
        console.warn(`ngx-implicit-auth: ${event.error.message}`);
      }
    };
    clearTimeout(timer);
    timer = zone.runOutsideAngular(() => setTimeout(tell, SHOWN_WITHIN_MS));
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
  });
}
