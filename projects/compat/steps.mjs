import { styleText } from 'node:util';

/** How many steps have passed so far, and how many have failed. */
export const total = { passed: 0, failed: 0, skipped: 0 };

/** Takes a step, prints and counts how it went, and answers whether it has passed. */
export async function passes(title, act) {
  const started = performance.now();
  const failure = await act().then(
    () => null,
    (error) => error,
  );
  const seconds = `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
  console.log(`${failure ? styleText('red', '✘') : styleText('green', '✔')} ${title.padEnd(60)}${seconds}`);
  // An address that is not the expected one may hold tokens.
  if (failure) console.error(failure.message.replace(/=[\w.~-]{20,}/g, '=…'));
  total[failure ? 'failed' : 'passed'] += 1;
  return !failure;
}

/** Takes steps up to the first that fails, and answers whether all have passed. */
export async function passesAll(steps) {
  for (const [title, act] of steps) if (!(await passes(title, act))) return false;
  return true;
}
