// Installs the packed library into real apps on several versions of Angular, builds them, and signs in with each of
// them in a browser: into apps that use much of it, and by `ng add` into those that the CLI of that version has just
// made. Runs unit tests by ngx-implicit-auth/testing in such apps, too.
//
//   npm run test:compat            the oldest and the newest version
//   npm run test:compat -- 18 19   these
//   npm run test:compat -- all     every version that versions.mjs lists
//
// Ends with the line `N passed, N failed`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { journey } from './journey.mjs';
import { addLibrary, buildApp, installAngular, writeApp } from './make-app.mjs';
import { newAppShapes, tryNgAdd } from './ng-add.mjs';
import { withPackedLibrary } from './session.mjs';
import { startStage } from './stage.mjs';
import { passes } from './steps.mjs';
import { testRunners, tryUnitTests } from './unit-tests.mjs';
import { majorOf, versions, versionsByMajor } from './versions.mjs';

await withPackedLibrary(async ({ tarball, folder, signal }) => {
  const chosen = choose(process.argv.slice(2));
  for (const [index, version] of chosen.entries()) {
    if (!signal.aborted) await tryOut(version, tarball, join(folder, `app-${index}`), signal);
  }
  for (const major of new Set(chosen.map(majorOf))) {
    const version = versionsByMajor.get(major);
    const place = { tarball, folder: join(folder, `cli-${major}`), signal };
    for (const shape of newAppShapes(version)) if (!signal.aborted) await tryNgAdd(version, shape, place);
    for (const runner of testRunners(version)) if (!signal.aborted) await tryUnitTests(version, runner, place);
  }
});

function choose(asked) {
  if (asked.includes('all')) return versions;
  const majors = asked.length > 0 ? asked : [versions[0], versions.at(-1)].map(majorOf);
  const unknown = majors.filter((major) => !versionsByMajor.has(major));
  if (unknown.length > 0) throw new Error(`There is no Angular ${unknown.join(', ')} in projects/compat/versions.mjs.`);
  return versions.filter((version) => majors.includes(majorOf(version)));
}

/** Makes the app of one version, and takes each step of the journey in it, up to the first that fails. */
async function tryOut(version, tarball, folder, signal) {
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
    rmSync(folder, { recursive: true, force: true });
  }
}
