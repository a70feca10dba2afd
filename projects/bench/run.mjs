// Measures the library against its budgets and prints one table. Exit code 1 when bytes or requests exceed theirs.
import { measureVerification } from './verification.ts';
import * as apps from './apps.mjs';
import { measureInPage, signIn, withPage } from './page.mjs';
import { atLeast, atMost, bytes, microseconds, print, requests } from './table.mjs';

const KIB = 1024;
const endsWithinMilliseconds = 600_000;

setTimeout(() => {
  console.error('The bench takes longer than ten minutes, so it ends.');
  process.exit(1);
}, endsWithinMilliseconds).unref();

try {
  const rows = await measure();
  print(rows);
  if (rows.some(({ failed }) => failed)) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function measure() {
  progress('building the library');
  apps.buildLibrary();
  for (const app of ['empty', 'empty-with-callback', 'auth', 'page']) {
    progress(`building the app "${app}"`);
    apps.buildApp(app);
  }
  progress('weighing');
  const weights = [...firstScreen(), ...lazyChunks()];
  progress('verifying id_tokens in Node');
  const inNode = await verificationInNode();
  return withPage(async (context) => {
    progress('signing in in Chromium');
    const callback = await requestsAtCallback(context);
    progress('verifying id_tokens in Chromium');
    const inChromium = await verificationInChromium(context);
    progress('sending requests through the interceptor');
    const interceptor = await interceptorCost(context);
    progress('navigating past the guard');
    const guard = await guardCost(context);
    return [...weights, ...callback, ...inNode, ...inChromium, ...interceptor, ...guard];
  });
}

function progress(what) {
  console.log(`… ${what}`);
}

function firstScreen() {
  const added = (app, emptyApp, compress) =>
    apps.weigh(app, apps.initialFiles(app), compress) - apps.weigh(emptyApp, apps.initialFiles(emptyApp), compress);
  return [
    bytes('First screen: JavaScript added, gzip -9', added('auth', 'empty-with-callback', apps.gzip), 5 * KIB),
    bytes('  against an empty app without a callback route', added('auth', 'empty', apps.gzip)),
    bytes("  packed by Node's zlib at level 9 instead", added('auth', 'empty-with-callback', apps.gzipByNode)),
  ];
}

function lazyChunks() {
  const verifier = 'verify-id-token';
  const weight = (files) => apps.weigh('auth', files, apps.gzip);
  const chunks = apps.lazyFiles('auth').map((files) => ({ name: partOfLibrary(files[0]), files }));
  return [
    ...chunks
      .filter(({ name }) => name === verifier)
      .map(({ files }) => bytes('Lazy: id_token verifier and jose', weight(files), 8 * KIB)),
    ...chunks
      .filter(({ name }) => name !== verifier)
      .map(({ name, files }) => bytes(`  ${name} and what it shares`, weight(files))),
  ];
}

/** Without the hashes of the library's build and of the app's. */
function partOfLibrary(file) {
  return /^ngx-implicit-auth-(.+)-.{8}-.{8}\.js$/.exec(file)?.[1] ?? file;
}

async function requestsAtCallback(context) {
  const { before, after } = await signIn(context);
  return [requests(`Requests to the server at the callback (${before} until then)`, after, 0)];
}

async function verificationInNode() {
  // The package holds Angular declarations in the form that an app's build compiles; here nothing has.
  await import('@angular/compiler');
  const { verifyIdToken } = await import(apps.libraryFile('ngx-implicit-auth-verify-id-token-'));
  return verification('Node', (algorithm) => measureVerification(verifyIdToken, algorithm));
}

async function verificationInChromium(context) {
  const verifier = apps
    .lazyFiles('page')
    .flat()
    .find((file) => partOfLibrary(file) === 'verify-id-token');
  return verification('Chromium', (algorithm) => measureInPage(context, 'verification', `/${verifier}`, algorithm));
}

async function verification(where, measure) {
  const rows = [];
  for (const algorithm of ['RS256', 'ES256']) {
    const { ratio, microseconds } = await measure(algorithm);
    const about = `id_token verification, ${algorithm}, ${where} (${microseconds.toFixed(0)} µs): speed, by hand being 1`;
    rows.push(atLeast(about, ratio, 0.8));
  }
  return rows;
}

async function interceptorCost(context) {
  const costs = await measureInPage(context, 'interceptor');
  return Object.entries(costs).flatMap(([kind, cost]) => [
    microseconds(
      `Interceptor, ${kind} URL: added to ${cost.microseconds.toFixed(1)} µs at 1/10/100/1,000 rules`,
      Object.values(cost.addedMicroseconds),
      1,
    ),
    atMost('  a request at 100 rules to one at 1', cost.growth, 1.1),
  ]);
}

async function guardCost(context) {
  const { toTrivialGuard, toNoGuard, microseconds } = await measureInPage(context, 'guard');
  return [
    atMost('Guard, signed in: a navigation to one past `() => true`', toTrivialGuard, 1.05),
    atMost(`  to one without any guard (${microseconds.toFixed(0)} µs)`, toNoGuard),
  ];
}
