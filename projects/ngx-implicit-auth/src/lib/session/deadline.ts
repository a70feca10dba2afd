/** The longest delay a browser's timer can count, in milliseconds; anything above fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `onPassed` once `now()` has reached the deadline. The clock is read again whenever a timer fires, so throttling, sleep and
 * lifetimes beyond a timer's range only ever delay the call.
 *
 * @returns a function that cancels the call
 */
export function whenPassed(deadline: number, now: () => number, onPassed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    timer = setTimeout(
      () => {
        if (now() < deadline) wait();
        else onPassed();
      },
      Math.max(0, Math.min(deadline - now(), LONGEST_TIMER_MS)),
    );
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
