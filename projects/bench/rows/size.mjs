// Bytes: what an app's first screen loads, and what it loads later.
import { gzip, gzipByNode, initialFiles, lazyFiles, weigh } from '../apps.mjs';
import { firstScreenBytes, verifierBytes } from '../budgets.mjs';
import { forEachLibrary } from '../libraries.mjs';
import { atMost, row } from '../table.mjs';

const emptyApp = 'empty';

export function sizeRows() {
  return [...firstScreen(), ...lazy()];
}

function firstScreen() {
  const weightOf = (app, compress) => weigh(app, initialFiles(app), compress);
  const added = (compress) => forEachLibrary((app) => weightOf(app, compress) - weightOf(emptyApp, compress));
  return [
    row('First screen: JavaScript added to the empty app, gzip -9', {
      write: bytes,
      platform: weightOf(emptyApp, gzip),
      figures: added(gzip),
      budget: atMost(firstScreenBytes, bytes(firstScreenBytes), { decisive: true }),
    }),
    row("the same, packed by Node's zlib at level 9", {
      write: bytes,
      platform: weightOf(emptyApp, gzipByNode),
      figures: added(gzipByNode),
    }),
  ];
}

function lazy() {
  const weight = (parts) => (app) => {
    const files = lazyFiles(app);
    const chosen = parts.filter((part) => part in files);
    if (app === 'ngx-implicit-auth' && chosen.length < parts.length)
      throw new Error(`${parts} are not all to be found.`);
    return weigh(app, new Set(chosen.flatMap((part) => files[part])), gzip);
  };
  const signIn = weight(['round-trip', 'verify-id-token']);
  // What begins a sign-in is there by then.
  const verifier = (app) => signIn(app) - weight(['round-trip'])(app);
  return [
    row('Loaded when an id_token is verified', {
      write: bytes,
      platform: 0,
      figures: forEachLibrary(verifier),
      budget: atMost(verifierBytes, bytes(verifierBytes), { decisive: true }),
    }),
    row('Loaded by a sign-in in all', { write: bytes, platform: 0, figures: forEachLibrary(signIn) }),
    row('First screen and sign-in together', {
      write: bytes,
      figures: forEachLibrary(
        (app) => signIn(app) + weigh(app, initialFiles(app), gzip) - weigh(emptyApp, initialFiles(emptyApp), gzip),
      ),
    }),
  ];
}

function bytes(count) {
  return `${count.toLocaleString('en')} B`;
}
