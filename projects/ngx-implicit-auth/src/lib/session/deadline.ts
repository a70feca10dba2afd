import { whenPassed } from './when-passed';

/** A deadline that is awaited: `null` while there is none. */
export interface Deadline {
  /** Awaits another deadline; the same one goes on as it is, so that a clock that is set back delays nothing. */
  readonly set: (deadline: number | null) => void;
  /** The device may have slept, and the timer stood still meanwhile: counts by the clock as well. */
  readonly countAgain: () => void;
}

/** Calls `onPassed` when the deadline has passed that was set last. */
export function deadlineOf(now: () => number, onPassed: () => void): Deadline {
  let current: number | null = null;
  let cancelFirst = () => {};
  let cancelAgain = () => {};
  const count = () => (current === null ? () => {} : whenPassed(current, now, onPassed));
  return {
    set: (deadline) => {
      if (deadline === current) return;
      current = deadline;
      cancelFirst();
      cancelAgain();
      cancelFirst = count();
    },
    countAgain: () => {
      cancelAgain();
      cancelAgain = count();
    },
  };
}
