/** Random numbers from 0 to 1, which are the same for the same seed (xorshift, 32 bits). */
export function randomNumbers(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** How long it takes until something happens that happens at any moment alike. */
export const waiting = (random, mean) => -Math.log(1 - random()) * mean;
