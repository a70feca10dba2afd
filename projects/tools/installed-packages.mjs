// Tells what npm has installed. Runs on Node 20 without node_modules.
import { readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/**
 * Whether a folder's node_modules hold what its package-lock.json asks for, by npm's own record of the installation.
 */
export function holdsLockedPackages(folder) {
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  const present = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !(path in present)),
  );
}

/** The PATH without what a node_modules folder has put there: programs then are the machine's own. */
export function pathOutsideNodeModules() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.split(sep).includes('node_modules'))
    .join(delimiter);
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
