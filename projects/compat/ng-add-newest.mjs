// Adds the packed library by `ng add` to the app that the newest Angular CLI makes, and signs in with it, unedited, in
// a browser. `npm run test:compat` does so with every version and every shape of apps. Ends with the line
// `N passed, N failed`; for projects/tools/test.mjs, TEST_REPORT names a file for the two numbers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standalone, tryNgAdd } from './ng-add.mjs';
import { withPackedLibrary } from './session.mjs';
import { total } from './steps.mjs';
import { versions } from './versions.mjs';

await withPackedLibrary(({ tarball, folder, signal }) =>
  tryNgAdd(versions.at(-1), standalone, { tarball, folder: join(folder, 'cli'), signal }),
);
if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, JSON.stringify(total));
