// Measures what stays in the page's memory of each access token that another one has replaced.
import { median } from './interleaved.ts';
import { measureInPage } from './page.mjs';

const UPDATES = 10_000;
/** So many that whatever grows only once has grown by then. */
const WARM_UP_UPDATES = 500;
const ROUNDS = 3;

/** Measures the bytes that an update leaves, by the name of the library. */
export async function measureHeapPerTokenUpdate(page, names) {
  const devtools = await page.context().newCDPSession(page);
  const usedBytes = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  const bytes = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      await measureInPage(page, 'takeTokens', name, WARM_UP_UPDATES);
      const before = await usedBytes();
      await page.evaluate(([name, count]) => globalThis.bench.takeTokens(name, count), [name, UPDATES]);
      bytes[name].push(((await usedBytes()) - before) / UPDATES);
    }
  }
  await devtools.detach();
  return Object.fromEntries(names.map((name) => [name, median(bytes[name])]));
}
