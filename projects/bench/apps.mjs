// The bench's apps: built for production against the built package, and weighed as a browser would load them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const ng = resolve('node_modules/@angular/cli/bin/ng.js');
const buildWithinMilliseconds = 180_000;

export function buildLibrary() {
  build('.', 'ngx-implicit-auth');
}

/** Builds it for production; with `keepsNames` its functions go by their own names, for a profiler to tell them. */
export function buildApp(app, { keepsNames = false } = {}) {
  build(import.meta.dirname, app, { environment: keepsNames ? { NG_BUILD_MANGLE: 'false' } : {} });
}

/** Builds the app `feature` with one feature of the library, or with `none`. */
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
 * The scripts that `import()` loads later, by the part of the library that it names, whether the first screen or another part does: those
 * which are not on the first screen.
 */
export function lazyFiles(app) {
  const initial = initialFiles(app);
  const seen = new Set(initial);
  const parts = {};
  // Grows while it is gone through.
  for (const file of seen) {
    for (const [, named] of textOf(app, file).matchAll(/import\(\s*["'`]\.\/([^"'`]+)/g)) {
      const files = importedBy(app, named);
      files.forEach((each) => seen.add(each));
      parts[partOfLibrary(named)] = [...files].filter((each) => !initial.has(each));
    }
  }
  return parts;
}

/** Without the hashes of the library's build and of the app's. */
function partOfLibrary(file) {
  return /^ngx-implicit-auth-(.+)-.{8}-.{8}\.js$/.exec(file)?.[1] ?? file;
}

/** The script of a part of the library. */
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

/** What the files weigh, each compressed for itself as a server sends them, by `compress`. */
export function weigh(app, files, compress) {
  return [...files].reduce((sum, file) => sum + compress(readFileSync(join(folderOf(app), file))).length, 0);
}

/** The gzip program. Without a file's name in it, as a server sends it. */
export function gzip(content) {
  const { stdout, status } = spawnSync('gzip', ['-9n'], { input: content, maxBuffer: 2 ** 24 });
  return status === 0 ? stdout : gzipByNode(content);
}

/** Node's zlib is a faster one than the gzip program's, and packs a little less tightly. */
export function gzipByNode(content) {
  return gzipSync(content, { level: 9 });
}

/** The path of a file of the built library, of which the name is followed by a hash. */
export function libraryFile(name) {
  const folder = resolve('dist/ngx-implicit-auth/fesm2022');
  return join(
    folder,
    readdirSync(folder).find((file) => file.startsWith(name) && file.endsWith('.mjs')),
  );
}
