// The bench's apps: built for production against the built package, and weighed as a browser would load them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const ng = resolve('node_modules/@angular/cli/bin/ng.js');
const buildWithinMilliseconds = 180_000;

/** The app without a library, to which every other app is compared. */
export const emptyApp = 'empty';

export function buildLibrary() {
  build('.', 'ngx-implicit-auth');
}

/** Builds an app for production. With `keepsNames` its functions keep their names, so that a profile can tell them. */
export function buildApp(app, { keepsNames = false } = {}) {
  build(import.meta.dirname, app, { environment: keepsNames ? { NG_BUILD_MANGLE: 'false' } : {} });
}

/** Builds the app `feature` with one feature of the library, or as one by `code`. */
export function buildFeature(feature) {
  build(import.meta.dirname, 'feature', { options: ['--define', `FEATURE='${feature}'`] });
}

function build(workspace, project, { environment = {}, options = [] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ng, 'build', project, ...options], {
    cwd: workspace,
    encoding: 'utf8',
    timeout: buildWithinMilliseconds,
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`"${project}" cannot be built.\n${stdout}${stderr}`);
}

/** The folder that an app is served from. */
export function folderOf(app) {
  return resolve('dist/bench', app, 'browser');
}

/** The scripts that an app's first screen loads: `main.js` and whatever it imports. */
export function initialFiles(app) {
  return importedBy(app, 'main.js');
}

/**
 * The scripts that an app loads later, by the part of the library that `import()` names: those of them that the first
 * screen has not loaded. The first screen may import a part, or another part may.
 */
export function lazyFiles(app) {
  const initial = initialFiles(app);
  const seen = new Set(initial);
  const parts = {};
  // The loop adds to the set that it goes through, so that it reaches the parts that parts import.
  for (const file of seen) {
    for (const [, named] of textOf(app, file).matchAll(/import\(\s*["'`]\.\/([^"'`]+)/g)) {
      const files = importedBy(app, named);
      files.forEach((each) => seen.add(each));
      parts[partOfLibrary(named)] = [...files].filter((each) => !initial.has(each));
    }
  }
  return parts;
}

/** The name of a part: its file's name without the hashes that the library's build and the app's have added. */
function partOfLibrary(file) {
  return /^ngx-implicit-auth-(.+)-.{8}-.{8}\.js$/.exec(file)?.[1] ?? file;
}

/** The script of a part of the library; what that script imports aside. */
export function lazyFile(app, part) {
  return lazyFiles(app)[part][0];
}

function importedBy(app, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next] of textOf(app, file).matchAll(/(?:from|import)\s*["']\.\/([^"']+)/g)) importedBy(app, next, seen);
  return seen;
}

function textOf(app, file) {
  return readFileSync(join(folderOf(app), file), 'utf8');
}

/** The bytes of the files together, each compressed on its own, as a server sends them. */
export function weigh(app, files, compress) {
  return [...files].reduce((sum, file) => sum + compress(readFileSync(join(folderOf(app), file))).length, 0);
}

/** Compresses with the gzip program, or with Node where there is none. No file's name goes in, as with a server. */
export function gzip(content) {
  const { stdout, status } = spawnSync('gzip', ['-9n'], { input: content, maxBuffer: 2 ** 24 });
  return status === 0 ? stdout : gzipByNode(content);
}

/** Compresses with Node's zlib, which is faster than the gzip program, and packs a little less tightly. */
export function gzipByNode(content) {
  return gzipSync(content, { level: 9 });
}

/** The path of a file of the built library; in its name a hash follows `name`. */
export function libraryFile(name) {
  const folder = resolve('dist/ngx-implicit-auth/fesm2022');
  return join(
    folder,
    readdirSync(folder).find((file) => file.startsWith(name) && file.endsWith('.mjs')),
  );
}
