// What an interceptor adds to a request.
import { forEachLibrary, libraries, own } from '../libraries.mjs';
import { measureInPage } from '../page.mjs';
import { atMost, row } from '../table.mjs';

const kinds = ['matching', 'foreign', 'relative'];

export async function interceptorRows(page) {
  const rows = [];
  for (const kind of kinds) {
    const costs = {};
    for (const library of libraries) costs[library] = await measureInPage(page, 'interceptor', library, kind);
    const { setLookup, newUrl, request } = costs[own];
    rows.push(
      row(`Interceptor, ${kind} URL: µs added to ${request.toFixed(1)} at 1 / 10 / 100 / 1,000 rules`, {
        write: (added) => added.map(microseconds).join(' / '),
        platform: `Set.has ${setLookup.toFixed(2)}, new URL ${newUrl.toFixed(2)}`,
        figures: forEachLibrary((library) => costs[library].added),
        budget: atMost(1, '1 µs'),
      }),
    );
  }
  return rows;
}

function microseconds(figure) {
  return figure < 10 ? figure.toFixed(1) : figure.toFixed(0);
}
