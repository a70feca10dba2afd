// Packs the built library as for a release, with the doctor and the schematics, into dist/package/ngx-implicit-auth.tgz. Whatever the
// packed documents link to has to be in it as well.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deadLinks } from './links.mjs';
import { npmCommand } from './npm-command.mjs';
import { compileSchematics } from './schematics.mjs';

const library = 'dist/ngx-implicit-auth';
const folder = 'dist/package';

// The workspace has one of each, and ng-packagr copies nothing from outside the library's folder. The messages of
// errors, and the README, send people to docs/; its golden file of the API is for this workspace.
for (const path of ['LICENSE', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs']) {
  if (existsSync(path))
    cpSync(path, join(library, path), { recursive: true, filter: (file) => file !== join('docs', 'api') });
}

// ng-packagr compiles for browsers alone.
const doctor = 'projects/ngx-implicit-auth/doctor/tsconfig.build.json';
const compiled = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', doctor], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const schematics = compileSchematics(join(library, 'schematics'));
if (schematics !== 0) process.exit(schematics);

// TypeScript reads no `exports` in an app of Angular 17, whose CLI writes `"moduleResolution": "node"`. There it looks
// for a further entry point in the folder of that name.
const { exports } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
for (const [name, { types }] of Object.entries(exports)) {
  if (!types || name === '.' || types === `${name}/index.d.ts`) continue;
  mkdirSync(join(library, name), { recursive: true });
  const declarations = relative(name, types)
    .replaceAll('\\', '/')
    .replace(/\.d\.ts$/, '');
  writeFileSync(join(library, name, 'index.d.ts'), `export * from '${declarations}';\n`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const [command, args] = npmCommand('pack', `./${library}`, '--pack-destination', folder, '--json');
const { status, stdout } = spawnSync(command, args, { stdio: ['inherit', 'pipe', 'inherit'], encoding: 'utf8' });
if (status !== 0) process.exit(status ?? 1);

const [{ filename, files }] = JSON.parse(stdout);
// Without the version in its name, whoever uses the tarball can find it.
renameSync(join(folder, filename), join(folder, 'ngx-implicit-auth.tgz'));

const packed = new Set(files.map(({ path }) => path));
const documents = [...packed].filter((path) => path.endsWith('.md'));
const dead = deadLinks(library, documents, (path) => packed.has(path));
for (const link of dead) console.error(`In the package, ${link}.`);
if (dead.length) process.exitCode = 1;
