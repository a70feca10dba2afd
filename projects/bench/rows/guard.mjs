// What a guard adds to a navigation.
import { forEachLibrary } from '../libraries.mjs';
import { measureInPage } from '../page.mjs';
import { atMost, row } from '../table.mjs';

export async function guardRows(page) {
  const { none, trivial, ...guards } = await measureInPage(page, 'guard');
  return [
    row('Guard, signed in: a navigation, `() => true` being 1', {
      write: (ratio) => ratio.toFixed(2),
      platform: `1 (${trivial.microseconds.toFixed(0)} µs; no guard ${none.microseconds.toFixed(0)} µs)`,
      figures: forEachLibrary((library) => guards[library]?.toTrivialGuard),
      budget: atMost(1.05, '1.05'),
    }),
  ];
}
