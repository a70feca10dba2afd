// Installs what `npm start` and `npm test` need and what is missing: the dependencies; with --browser, Chromium; with --browsers,
// its headless shell, Firefox and WebKit as well.
// Runs before each of them on whatever Node there is (20 or later), hence without node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, ensureHeadlessShell } from './chromium.mjs';
import { ensureFirefox, ensureWebKit } from './engines.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nodeOfTheWorkspace = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

try {
  if (!isInstalled()) install();
  if (process.argv.includes('--browser') || process.argv.includes('--browsers')) ensureChromium();
  if (process.argv.includes('--browsers')) [ensureHeadlessShell, ensureFirefox, ensureWebKit].forEach(warnIfMissing);
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

/** Everything else can run without it: tests that need it will fail, with the same words. */
function warnIfMissing(ensure) {
  try {
    ensure();
  } catch (error) {
    console.warn(`\n${error.message}\n`);
  }
}

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. */
function isInstalled() {
  const wanted = readLockfile('package-lock.json');
  const present = readLockfile(join('node_modules', '.package-lock.json'));
  if (!wanted || !present || !existsSync(nodeOfTheWorkspace)) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !(path in present)),
  );
}

function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
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
      `Installing the dependencies failed${reason}. See npm’s message above; check the network, then run the command again.`,
    );
  }
  if (!existsSync(nodeOfTheWorkspace)) {
    throw new Error(
      'npm installed no Node of its own into node_modules. If ignore-scripts is on, run `npm rebuild node --ignore-scripts=false`.',
    );
  }
}

function pathOutsideNodeModules() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.split(sep).includes('node_modules'))
    .join(delimiter);
}
