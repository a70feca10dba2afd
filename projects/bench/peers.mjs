// The libraries that this one is measured beside. They are dependencies of the bench alone, which installs them when it
// first runs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { holdsLockedPackages, pathOutsideNodeModules } from '../tools/installed-packages.mjs';

export const peers = ['angular-oauth2-oidc', 'angular-auth-oidc-client'];

const folder = import.meta.dirname;

export function installPeers() {
  if (!holdsLockedPackages(folder)) install();
  // With an Angular beside the workspace's, an app would hold two, and nothing measured in it would be what users get.
  if (existsSync(join(folder, 'node_modules/@angular'))) {
    throw new Error(
      'projects/bench/node_modules holds an Angular of its own. Remove that folder, and run the bench again.',
    );
  }
}

function install() {
  // The npm that belongs to the machine's own Node, without what the workspace's npm scripts have set for themselves.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...Object.fromEntries(own), PATH: pathOutsideNodeModules() },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The libraries to compare with cannot be installed. See npm’s message above.');
}
