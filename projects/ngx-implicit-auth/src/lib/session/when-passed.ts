/** The longest delay a browser's timer can count, in milliseconds; anything above fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `onPassed` after the time that is left until the deadline. Timers count it, so a clock that is set back in the
 * meantime delays nothing. Some timers stand still while the device sleeps, so callers must look at the clock on waking
 * up.
 *
 * @returns a function that cancels the call
 */
export function whenPassed(deadline: number, now: () => number, onPassed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const left = deadline - now();
    timer = setTimeout(left > LONGEST_TIMER_MS ? wait : onPassed, Math.min(left, LONGEST_TIMER_MS));
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
