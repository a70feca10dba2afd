import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmCommand } from '../tools/npm-command.mjs';
import { run } from './command.mjs';
import { passes, total } from './steps.mjs';

/**
 * Packs the library, and lets `act` try it out in a folder outside the workspace, which is removed afterwards. Ends with
 * the line `N passed, N failed`. Ctrl-C ends what runs.
 */
export async function withPackedLibrary(act) {
  const interruption = new AbortController();
  const { signal } = interruption;
  for (const name of ['SIGINT', 'SIGTERM']) {
    process.once(name, () => interruption.abort(new Error(`Ended by ${name}.`)));
  }
  const folder = mkdtempSync(join(tmpdir(), 'ngx-implicit-auth-compat-'));
  const tarball = join(folder, 'ngx-implicit-auth.tgz');
  try {
    if (await passes('packs the library', () => packLibrary(tarball, signal))) await act({ tarball, folder, signal });
  } catch (error) {
    total.failed += 1;
    console.error(error.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function packLibrary(tarball, signal) {
  if (!existsSync('dist/ngx-implicit-auth/package.json')) {
    await run(npmCommand('run', '--silent', 'build:library'), { signal });
  }
  await run([process.execPath, ['projects/tools/pack.mjs']], { signal });
  copyFileSync('dist/package/ngx-implicit-auth.tgz', tarball);
}
