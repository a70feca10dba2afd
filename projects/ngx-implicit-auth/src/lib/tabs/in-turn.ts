import type { NgZone } from '@angular/core';

/** How long another page may take its turn, in milliseconds: longer than a renewal waits for its answer by default. */
const LONGEST_TURN_MS = 15_000;

/**
 * Does something while no other page of this origin does it, by a Web Lock. Where the browser has no locks or denies
 * them, or another page holds the lock for too long, as one that is frozen does, this page does it for itself.
 *
 * @param alone - what is done without a lock
 * @param signal - whoever waits for a turn gives up when it is aborted
 */
export async function inTurn<T>(
  name: string,
  { zone, signal }: { readonly zone: NgZone; readonly signal: AbortSignal },
  turn: (locks: LockManager) => Promise<T>,
  alone: () => Promise<T>,
): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return alone();
  const over = new AbortController();
  const giveUp = () => {
    over.abort();
  };
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, over);
  const timer = zone.runOutsideAngular(() => setTimeout(giveUp, LONGEST_TURN_MS));
  let hasTurn = false as boolean;
  try {
    // The await tells a turn that fails from one that never comes. Giving up does nothing to a lock that this page has.
    return await locks.request(name, { signal: over.signal }, () => {
      hasTurn = true;
      return turn(locks);
    });
  } catch (thrown) {
    if (hasTurn || signal.aborted) throw thrown;
    return await alone();
  } finally {
    clearTimeout(timer);
    giveUp();
  }
}
