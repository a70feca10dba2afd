import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../tools/npm-command.mjs';
import { run } from './command.mjs';

const cache = 'node_modules/.cache/ngx-implicit-auth-compat';

/**
 * Writes an app of the given templates and versions. Its folder has to lie outside the workspace: otherwise the
 * workspace's node_modules would stand in for a package that the app or the library has forgotten to name.
 */
export function writeApp(folder, { templates, ...versions }) {
  for (const template of ['shared', ...templates]) {
    cpSync(join(import.meta.dirname, 'apps', template), folder, { recursive: true });
  }
  const manifest = join(folder, 'package.json');
  const filled = readFileSync(manifest, 'utf8').replace(/__([A-Z]+)__/g, (_, name) => versions[name.toLowerCase()]);
  writeFileSync(manifest, filled);
}

/** Installs Angular and its tools, or copies what an earlier run has installed for the same package.json. */
export async function installAngular(folder, signal) {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const key = createHash('sha256').update(manifest + process.platform + process.arch);
  const kept = join(cache, key.digest('hex').slice(0, 16));
  const modules = join(folder, 'node_modules');
  if (existsSync(kept)) return copyTree(kept, modules);
  await npmInstall(folder, signal);
  // Under a name of its own until it is whole; then it takes the final name, unless another run was faster.
  const copy = `${kept}.${process.pid}`;
  copyTree(modules, copy);
  if (existsSync(kept)) rmSync(copy, { recursive: true });
  else renameSync(copy, kept);
}

/** Adds the library to an app. npm refuses when the app's Angular is not among the library's peer dependencies. */
export async function addLibrary(folder, tarball, signal) {
  await npmInstall(folder, signal, '--strict-peer-deps', tarball);
}

/** Builds an app for production into its `dist/browser`. A warning counts as a failure. */
export async function buildApp(folder, signal) {
  const ng = join('node_modules', '@angular', 'cli', 'bin', 'ng.js');
  const output = await run([process.execPath, [ng, 'build']], { cwd: folder, signal });
  if (/\bWARNING\b/.test(output)) throw new Error(`The build warns:\n${output}`);
}

function npmInstall(folder, signal, ...args) {
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  // Overrules an npm that somebody has configured to ignore peer dependencies.
  const strict = ['--no-force', '--no-legacy-peer-deps'];
  return run(npmCommand('install', ...flags, ...strict, ...args), { cwd: folder, signal });
}

function copyTree(from, to) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}
