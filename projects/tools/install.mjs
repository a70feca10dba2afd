// Installs what `npm start` and `npm test` need and do not find: the dependencies, with --browser Chromium as well, and
// with --browsers Chromium, its headless shell, Firefox and WebKit.
// npm runs it before either of them on whatever Node there is (20 or later), so it imports nothing from node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, ensureHeadlessShell } from './chromium.mjs';
import { ensureFirefox, ensureWebKit } from './engines.mjs';
import { holdsLockedPackages, pathOutsideNodeModules } from './installed-packages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nodeOfTheWorkspace = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

try {
  if (!existsSync(nodeOfTheWorkspace) || !holdsLockedPackages(root)) install();
  if (process.argv.includes('--browser') || process.argv.includes('--browsers')) ensureChromium();
  if (process.argv.includes('--browsers')) [ensureHeadlessShell, ensureFirefox, ensureWebKit].forEach(warnIfMissing);
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

/** A missing browser fails the tests that need it, with the same words; all others can run. */
function warnIfMissing(ensure) {
  try {
    ensure();
  } catch (error) {
    console.warn(`\n${error.message}\n`);
  }
}

function install() {
  console.log('Installing the dependencies (once; this takes a minute or two) …');
  const { status, error } = spawnSync('npm', ['ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    // Not the Node inside the node_modules that `npm ci` is about to remove.
    env: { ...process.env, PATH: pathOutsideNodeModules() },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    const reason = error ? ` (${error.message})` : '';
    throw new Error(
      `Installing the dependencies failed${reason}. See npm’s message above; ` +
        'check the network, then run the command again.',
    );
  }
  if (!existsSync(nodeOfTheWorkspace)) {
    throw new Error(
      'npm installed no Node of its own into node_modules. ' +
        'If ignore-scripts is on, run `npm rebuild node --ignore-scripts=false`.',
    );
  }
}
