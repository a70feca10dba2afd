// Measures the library against its budgets, and beside it the platform itself and other libraries, in one table.
//
//   npm run bench                prints it
//   npm run bench -- --write     puts it into docs/performance.md as well
//   npm run bench -- --profile   prints where the library's time goes, instead
//   npm run bench -- --scale     simulates a day of a million people, instead; with --write for docs/scale.md
//
// Exit code 1 when bytes or requests exceed their budget, or a peak of that day does.
import { buildApp, buildFeature, buildLibrary, emptyApp } from './apps.mjs';
import { withBrowser } from './browser.mjs';
import { libraries } from './libraries.mjs';
import { openPage } from './page.mjs';
import { installPeers } from './peers.mjs';
import { printProfiles } from './profile.mjs';
import { guardRows } from './rows/guard.mjs';
import { heapRows } from './rows/heap.mjs';
import { interceptorRows } from './rows/interceptor.mjs';
import { proofRows } from './rows/proof.mjs';
import { requestRows, signInTimeRows } from './rows/sign-in.mjs';
import { sizeRows } from './rows/size.mjs';
import { tabRows } from './rows/tabs.mjs';
import { verificationRowsInNode, verificationRowsInPage } from './rows/verification.mjs';
import { markdown } from './table.mjs';
import { writeIntoDocs } from './write-into-docs.mjs';

const endsWithinMilliseconds = 1_800_000;
const appsInBrowser = [emptyApp, ...libraries, 'tabs', 'page'];

setTimeout(() => {
  console.error('The bench takes longer than half an hour, so it ends.');
  process.exit(1);
}, endsWithinMilliseconds).unref();

try {
  if (process.argv.includes('--profile')) await profile();
  else if (process.argv.includes('--scale')) await scale();
  else await measure();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function measure() {
  const rows = await allRows();
  const table = await markdown(rows);
  console.log(`\n${table}`);
  if (process.argv.includes('--write')) await writeIntoDocs(table);
  if (rows.some(({ failed }) => failed)) process.exitCode = 1;
}

async function profile() {
  build(['page'], { keepsNames: true });
  progress('profiling');
  await withBrowser(['page'], printProfiles);
}

async function allRows() {
  build(appsInBrowser);
  progress('weighing');
  const sizes = sizeRows();
  progress('verifying id_tokens in Node');
  const verificationInNode = await verificationRowsInNode();
  return withBrowser(appsInBrowser, async (stage) => {
    progress('counting requests');
    const requests = await requestRows(stage);
    progress('timing sign-ins');
    const times = await signInTimeRows(stage);
    progress('renewing in ten tabs');
    const tabs = await tabRows(stage);
    const page = await openPage(stage);
    progress('verifying id_tokens in Chromium');
    const verification = await verificationRowsInPage(page);
    progress('sending requests through interceptors');
    const interceptors = await interceptorRows(page);
    progress('navigating past guards');
    const guards = await guardRows(page);
    progress('proving a key');
    const proofs = await proofRows(page);
    progress('replacing tokens');
    const heap = await heapRows(page);
    return [
      ...sizes,
      ...requests,
      ...times,
      ...tabs,
      ...verification,
      ...verificationInNode,
      ...interceptors,
      ...guards,
      ...proofs,
      ...heap,
    ];
  });
}

async function scale() {
  const { simulateDay } = await import('./scale/scale.mjs');
  if (!(await simulateDay({ writes: process.argv.includes('--write'), progress }))) process.exitCode = 1;
}

function build(apps, options) {
  installPeers();
  progress('building the library');
  buildLibrary();
  for (const app of apps) {
    progress(`building the app "${app}"`);
    buildApp(app, options);
  }
  progress('building the app of code and DPoP');
  buildFeature('withDpop()');
}

function progress(what) {
  console.error(`… ${what}`);
}
