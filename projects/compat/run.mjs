// Installs the packed library into real apps on several versions of Angular, builds them, and signs in with each of
// them in a browser.
//
//   npm run test:compat            the oldest and the newest version
//   npm run test:compat -- 18 19   these
//   npm run test:compat -- all     every version that versions.mjs lists
//
// Ends with the line `N passed, N failed`.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { npmCommand } from '../tools/npm-command.mjs';
import { run } from './command.mjs';
import { journey } from './journey.mjs';
import { addLibrary, buildApp, installAngular, writeApp } from './make-app.mjs';
import { startStage } from './stage.mjs';
import { versions } from './versions.mjs';

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error(`Ended by ${name}.`)));

const total = { passed: 0, failed: 0 };
const temporary = mkdtempSync(join(tmpdir(), 'ngx-implicit-auth-compat-'));
try {
  const chosen = choose(process.argv.slice(2));
  const tarball = join(temporary, 'ngx-implicit-auth.tgz');
  if (await passes('packs the library', () => packLibrary(tarball))) {
    for (const [index, version] of chosen.entries()) {
      if (!signal.aborted) await tryOut(version, tarball, join(temporary, `app-${index}`));
    }
  }
} catch (error) {
  total.failed += 1;
  console.error(error.message);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function choose(asked) {
  if (asked.includes('all')) return versions;
  const majors = asked.length > 0 ? asked : [versions[0], versions.at(-1)].map(majorOf);
  const unknown = majors.filter((major) => !versions.some((version) => majorOf(version) === major));
  if (unknown.length > 0) throw new Error(`There is no Angular ${unknown.join(', ')} in projects/compat/versions.mjs.`);
  return versions.filter((version) => majors.includes(majorOf(version)));
}

function majorOf({ angular }) {
  return angular.split('.')[0];
}

async function packLibrary(tarball) {
  if (!existsSync('dist/ngx-implicit-auth/package.json')) {
    await run(npmCommand('run', '--silent', 'build:library'), { signal });
  }
  await run([process.execPath, ['projects/tools/pack.mjs']], { signal });
  copyFileSync('dist/package/ngx-implicit-auth.tgz', tarball);
}

/** Makes the app of one version, and takes each step of the journey in it, up to the first that fails. */
async function tryOut(version, tarball, folder) {
  console.log(`\n${styleText('bold', `Angular ${version.angular}, ${version.templates.at(-1)}`)}`);
  writeApp(folder, version);
  const made =
    (await passes('installs Angular', () => installAngular(folder, signal))) &&
    (await passes('takes the library, peers included', () => addLibrary(folder, tarball, signal))) &&
    (await passes('builds for production', () => buildApp(folder, signal)));
  if (!made) return;
  const stage = await startStage(join(folder, 'dist', 'browser'), signal);
  try {
    for (const { does, act } of journey) {
      const acted = await passes(does, async () => {
        await act({ ...stage, speaks: version.templates[0] });
        stage.expectNoComplaints();
      });
      if (!acted) break;
    }
  } finally {
    await stage.close();
  }
}

/** Takes a step, prints and counts how it went, and answers whether it has passed. */
async function passes(title, act) {
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
