import type { Subscription } from 'rxjs';
import type { AuthContext } from '../authorization/auth-context';
import type { SessionMachine } from '../session/session-machine';

/** After how long a page that was to be left is evidently still there, in milliseconds. */
const STAYING_MS = 5_000;

/** Resolves when the page that is being left for a sign-in stays after all, or has come back from the cache. */
export async function stay(machine: SessionMachine): Promise<void> {
  let subscription: Subscription | undefined;
  await new Promise<void>((resolve) => {
    subscription = machine.states.subscribe(({ status }) => {
      if (status !== 'redirecting') resolve();
    });
  });
  subscription?.unsubscribe();
}

/**
 * Resolves when the page is evidently still there although the browser was told to leave it: the person has answered
 * "Stay", the server has answered without a page, or the page has come back from the back/forward cache.
 */
export function untilPageStays({ zone, signal, platform }: AuthContext): Promise<void> {
  return zone.runOutsideAngular(
    () =>
      new Promise((resolve) => {
        const over = new AbortController();
        const end = () => {
          over.abort();
          clearTimeout(timer);
        };
        const stays = () => {
          end();
          resolve();
        };
        const timer = setTimeout(stays, STAYING_MS);
        // A page that is being loaded is shown as well.
        const onShown = ({ persisted }: PageTransitionEvent) => {
          if (persisted) stays();
        };
        addEventListener('pageshow', onShown, over);
        signal.addEventListener('abort', end, over);
        platform.onStaying?.(stays);
      }),
  );
}
