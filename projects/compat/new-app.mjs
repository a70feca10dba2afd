import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { installAngular } from './make-app.mjs';

/** Runs the Angular CLI that is installed in a folder, there or in another one. */
export function ng(args, { tools, cwd = tools, signal }) {
  const program = join(tools, 'node_modules', '@angular', 'cli', 'bin', 'ng.js');
  // Without a look at the registry for a newer CLI, and without a question.
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false', NG_DISABLE_VERSION_CHECK: 'true' };
  return run([process.execPath, [program, ...args]], { cwd, env, signal });
}

/**
 * Has the CLI of a version make a new app by `ng new`, below `folder`, with what `ng generate` is to add to it. The CLI
 * needs a folder of its own first: in a workspace it makes none. An app with `testTools` has unit tests: with the tools
 * that the CLI has given it ('as-made'), or with these packages in place of them.
 */
export async function makeNewApp(version, { flags, generates = [], testTools }, name, { folder, signal }) {
  const tools = join(folder, 'tools');
  if (!existsSync(tools)) {
    mkdirSync(tools, { recursive: true });
    const manifest = { name: 'tools', private: true, dependencies: { '@angular/cli': version.cli } };
    writeFileSync(join(tools, 'package.json'), JSON.stringify(manifest));
    await installAngular(tools, signal);
  }
  const asked = ['--defaults', '--skip-git', '--skip-install', '--style=css', '--routing'];
  const untested = testTools ? [] : ['--skip-tests'];
  await ng(['new', 'shop', `--directory=${name}`, ...asked, ...untested, ...flags], { tools, cwd: folder, signal });
  const app = join(folder, name);
  for (const args of generates) {
    await ng(['generate', ...args, '--defaults', '--skip-install', '--skip-tests'], { tools, cwd: app, signal });
  }
  pin(app, version, testTools);
}

/** Writes the versions that are in every registry into an app's package.json, and the tools of its unit tests. */
function pin(app, { angular, build, cli, typescript, zone }, testTools = {}) {
  const path = join(app, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const pinned = (name, range) => {
    if (name === '@angular/cli') return cli;
    if (/^@angular(-devkit\/build-angular|\/build)$/.test(name)) return build;
    if (name.startsWith('@angular/')) return angular;
    return { typescript: typescript, 'zone.js': zone }[name] ?? range;
  };
  const isLeftOut = (name) => testTools !== 'as-made' && /jasmine|karma|vitest|jsdom|prettier/.test(name);
  for (const kind of ['dependencies', 'devDependencies']) {
    const kept = Object.entries(manifest[kind]).filter(([name]) => !isLeftOut(name));
    manifest[kind] = Object.fromEntries(kept.map(([name, range]) => [name, pinned(name, range)]));
  }
  if (testTools !== 'as-made') Object.assign(manifest.devDependencies, testTools);
  delete manifest.packageManager;
  // The newest @angular/ssr of a registry may be older than the newest @angular/build, which asks for its own version.
  if (manifest.dependencies['@angular/ssr'])
    manifest.overrides = { '@angular/build': { '@angular/ssr': '$@angular/ssr' } };
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(app, '.npmrc'), 'prefer-offline=true\naudit=false\nfund=false\n');
}
