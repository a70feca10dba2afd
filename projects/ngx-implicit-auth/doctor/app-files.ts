import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SKIPPED = ['node_modules', 'dist'];

/** The app's own TypeScript: what lies below `src/` and `projects/` of a folder, by its path from there. */
export function* sourcesBelow(folder: string): Iterable<string> {
  for (const name of ['src', 'projects']) {
    for (const file of filesBelow(join(folder, name))) yield relative(folder, file);
  }
}

function* filesBelow(folder: string): Iterable<string> {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isSkipped = SKIPPED.includes(entry.name) || entry.name.startsWith('.');
    if (entry.isDirectory() && !isSkipped) yield* filesBelow(path);
    const isFile = entry.isFile() || entry.isSymbolicLink();
    if (isFile && entry.name.endsWith('.ts')) yield path;
  }
}

/** What an app does that not every app does; `null`: it cannot be seen from here. */
export interface Uses {
  readonly userInfo: boolean | null;
  readonly revocation: boolean | null;
}

/** More than that are not read: somebody is waiting. */
const MOST_FILES = 3_000;

/** Looks into the sources below a folder for what the app does. */
export function usesBelow(folder: string): Uses {
  let [userInfo, revocation, count] = [false, false, 0];
  for (const file of sourcesBelow(folder)) {
    count += 1;
    if (count > MOST_FILES || (userInfo && revocation)) break;
    const source = textOf(join(folder, file));
    userInfo ||= /\bwithUserInfo\s*\(/.test(source);
    revocation ||= /\brevoke\s*[:,}]/.test(source);
  }
  const isWhole = count > 0 && count <= MOST_FILES;
  return { userInfo: userInfo || (isWhole ? false : null), revocation: revocation || (isWhole ? false : null) };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
