// Writes the apps that README.md and docs/ show into dist/examples-source, for `ng build examples`. The files are those of the
// documents, word for word. What a document leaves to its reader is taken from projects/examples/stand-ins.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { documents, examplesOf } from './documents.mjs';

const folder = 'dist/examples-source';
const standIns = 'projects/examples/stand-ins';

rmSync(folder, { recursive: true, force: true });
const files = documents.flatMap(examplesOf).filter(({ apps }) => apps.length > 0);
for (const { apps, path, code, document, line } of files) {
  if (!path) throw new Error(`${document}:${line}: the first line has to name the file, such as // src/main.ts.`);
  for (const app of apps) write(join(folder, app, path), code);
}
const apps = [...new Set(files.flatMap((file) => file.apps))];
for (const app of apps) complete(app, join(folder, app, 'src/main.ts'));
const loaders = apps.map((app) => `  '${app}': () => import('./${app}/src/main'),\n`);
write(
  join(folder, 'main.ts'),
  `const apps: Readonly<Record<string, () => Promise<unknown>>> = {\n${loaders.join('')}};\n` +
    "void apps[document.querySelector('meta[name=app]')!.getAttribute('content')!]!();\n",
);
console.log(`${apps.length} apps: ${apps.join(', ')}`);

/** Sees to it that a file of an app is there, and whatever that imports. */
function complete(app, file) {
  if (!existsSync(file)) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const standIn = [join(standIns, app, name), join(standIns, name)].find(existsSync);
    if (!standIn) throw new Error(`${app}: neither the document nor ${standIns} has ${file.slice(folder.length + 1)}.`);
    mkdirSync(dirname(file), { recursive: true });
    cpSync(standIn, file);
  }
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']*)'/g)) {
    complete(app, normalize(join(dirname(file), `${path}.ts`)));
  }
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
