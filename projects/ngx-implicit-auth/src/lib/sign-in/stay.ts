import type { Subscription } from 'rxjs';
import type { SessionMachine } from '../session/session-machine';

/**
 * Resolves when the page that is being left for the server stays after all, or has come back from the back/forward
 * cache.
 */
export async function stay(machine: SessionMachine): Promise<void> {
  let subscription: Subscription | undefined;
  await new Promise<void>((resolve) => {
    subscription = machine.states.subscribe(({ status }) => {
      if (status !== 'redirecting') resolve();
    });
  });
  subscription?.unsubscribe();
}
