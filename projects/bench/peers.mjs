// The libraries that this one is measured beside: dependencies of the bench alone, installed when it first runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

export const peers = ['angular-oauth2-oidc', 'angular-auth-oidc-client'];

const folder = import.meta.dirname;

export function installPeers() {
  if (!isInstalled()) install();
  // Two of them in one app, and nothing that is measured would be what users get.
  if (existsSync(join(folder, 'node_modules/@angular'))) {
    throw new Error(
      'projects/bench/node_modules holds an Angular of its own. Remove that folder, and run the bench again.',
    );
  }
}

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. */
function isInstalled() {
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version }]) => path === '' || present[path]?.version === version,
  );
}

function packagesOf(lockfile) {
  const path = join(folder, lockfile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function install() {
  // The npm that belongs to the machine's own Node, without what the workspace's npm scripts have set for themselves.
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((each) => !each.split(sep).includes('node_modules'))
    .join(delimiter);
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...Object.fromEntries(own), PATH },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The libraries to compare with cannot be installed. See npm’s message above.');
}
