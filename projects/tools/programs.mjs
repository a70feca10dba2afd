// Finds the programs that tests need. Where one is missing, installs Debian's packages if it can.
// Runs on Node 20 without node_modules.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs of these names are on the PATH, the first folder first. */
export function onPath(...names) {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name + suffix)))
    .filter(isExecutable);
}

/** The program that the environment variable names; undefined when it names none. Throws when that cannot be run. */
export function chosenBy(variable) {
  const chosen = process.env[variable];
  if (!chosen || isExecutable(chosen)) return chosen || undefined;
  throw new Error(`${variable} is set to "${chosen}", which cannot be run. Correct it, or unset it.`);
}

/** What `find` finds, if need be after installing Debian's `packages`. Throws with `advice` when that fails. */
export function ensureInstalled(find, packages, advice) {
  const found = find();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get')) installWithApt(packages);
  const installed = find();
  if (installed) return installed;
  throw new Error(
    [
      ...advice.needed,
      'Do one of these, then run the command again:',
      `  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`,
      ...advice.elsewhere,
    ].join('\n'),
  );
}

function installWithApt(packages) {
  const isRoot = process.getuid?.() === 0;
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  // sudo -n fails at once, instead of asking for a password, when it may not be used.
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  console.log(`Installing with apt-get what the tests need and was not found: ${packages.join(', ')} …`);
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
