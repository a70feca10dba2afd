// What token updates leave in memory.
import { measureHeapPerTokenUpdate } from '../heap.mjs';
import { libraries } from '../libraries.mjs';
import { row } from '../table.mjs';

export async function heapRows(page) {
  const { platform, ...figures } = await measureHeapPerTokenUpdate(page, ['platform', ...libraries]);
  return [
    row('Heap left by a token update, 10,000 of them', {
      write: (bytes) => `${bytes.toFixed(0)} B`,
      platform,
      figures,
    }),
  ];
}
