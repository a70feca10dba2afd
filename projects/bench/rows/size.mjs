// Bytes: what an app's first screen loads, and what it loads later.
import { emptyApp, gzip, gzipByNode, initialFiles, lazyFiles, weigh } from '../apps.mjs';
import { codeLaterBytes, dpopLaterBytes, firstScreenBytes, popupLaterBytes, verifierBytes } from '../budgets.mjs';
import { forEachLibrary, own } from '../libraries.mjs';
import { atMost, row } from '../table.mjs';

export function sizeRows() {
  return [...firstScreenRows(), ...lazyRows(), ...laterRows()];
}

function firstScreenRows() {
  return [
    row('First screen: JavaScript added to the empty app, gzip -9', {
      write: bytes,
      platform: weighFirstScreen(emptyApp, gzip),
      figures: forEachLibrary((app) => addedToFirstScreen(app, gzip)),
      budget: atMost(firstScreenBytes, bytes(firstScreenBytes), { decisive: true }),
    }),
    row("the same, packed by Node's zlib at level 9", {
      write: bytes,
      platform: weighFirstScreen(emptyApp, gzipByNode),
      figures: forEachLibrary((app) => addedToFirstScreen(app, gzipByNode)),
    }),
  ];
}

function lazyRows() {
  const signIn = (app) => weighParts(app, ['sign-in-part', 'verify-id-token']);
  // When the id_token is verified, what begins a sign-in has been loaded already.
  const verifier = (app) => signIn(app) - weighParts(app, ['sign-in-part']);
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
      figures: forEachLibrary((app) => signIn(app) + addedToFirstScreen(app, gzip)),
    }),
  ];
}

/** What an app loads later that signs people in by a code or in a popup, beside what the implicit grant takes. */
function laterRows() {
  const signIn = ['sign-in-part', 'verify-id-token', 'renewal-part'];
  const byCode = [...signIn, 'token-endpoint-part', 'refresh-part'];
  const added = (parts, before) => weighParts('feature', parts) - weighParts('feature', before);
  const budgetOf = (limit) => atMost(limit, bytes(limit));
  return [
    row('Loaded by code + PKCE beside that: exchange, refresh, pushed requests', {
      write: bytes,
      platform: 0,
      figures: { [own]: added(byCode, signIn) },
      budget: budgetOf(codeLaterBytes),
    }),
    row('Loaded by withDpop() beside that', {
      write: bytes,
      platform: 0,
      figures: { [own]: added([...byCode, 'dpop-part'], byCode) },
      budget: budgetOf(dpopLaterBytes),
    }),
    row('Loaded by a sign-in in a popup, beside a sign-in and a renewal', {
      write: bytes,
      platform: 0,
      figures: { [own]: added([...signIn, 'popup-part'], signIn) },
      budget: budgetOf(popupLaterBytes),
    }),
  ];
}

function weighFirstScreen(app, compress) {
  return weigh(app, initialFiles(app), compress);
}

function addedToFirstScreen(app, compress) {
  return weighFirstScreen(app, compress) - weighFirstScreen(emptyApp, compress);
}

/** Weighs parts of the library that are loaded later. An app of another library has none of them. */
function weighParts(app, parts) {
  const files = lazyFiles(app);
  const found = parts.filter((part) => part in files);
  if ([own, 'feature'].includes(app) && found.length < parts.length) {
    throw new Error(`Of the parts ${parts.join(', ')}, the app loads only ${found.join(', ') || 'none'}.`);
  }
  return weigh(app, new Set(found.flatMap((part) => files[part])), gzip);
}

function bytes(count) {
  return `${count.toLocaleString('en')} B`;
}
