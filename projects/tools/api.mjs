// Holds the public API of each entry point of the built library to its report in docs/api; with --update, writes the
// reports anew. Every public thing has to be documented, and nothing that it names may be missing from the public API.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const declarations = 'dist/ngx-implicit-auth/types';
const input = 'dist/api/input';
const names = readdirSync(declarations).filter((name) => name.endsWith('.d.ts'));

// What Angular's compiler adds to each class is for the compiler of the app, and what begins with ɵ is for the other
// entry points. Neither is a part of the API.
mkdirSync(input, { recursive: true });
for (const name of names) {
  const text = readFileSync(join(declarations, name), 'utf8')
    .replace(/^ +static ɵ\w+: .*\n/gm, '')
    .replace(/(?<=^export (?:type )?\{.*?)\w+ as ɵ\w+,? ?/gm, '');
  writeFileSync(join(input, name), text);
}

const loaded = ExtractorConfig.loadFile(resolve('api-extractor.json'));
for (const entryPoint of names.map((name) => basename(name, '.d.ts'))) {
  const config = ExtractorConfig.prepare({
    configObject: {
      ...loaded,
      mainEntryPointFilePath: resolve(input, `${entryPoint}.d.ts`),
      apiReport: { ...loaded.apiReport, reportFileName: `${entryPoint}.api.md` },
    },
    configObjectFullPath: resolve('api-extractor.json'),
    packageJsonFullPath: resolve('package.json'),
  });
  const { succeeded } = Extractor.invoke(config, { localBuild: process.argv.includes('--update') });
  if (!succeeded) process.exitCode = 1;
  refuseWanting(entryPoint);
}

function refuseWanting(entryPoint) {
  const wanting = readFileSync(join('dist/api', `${entryPoint}.api.md`), 'utf8')
    .split('\n')
    .flatMap((line, index, lines) =>
      /\(undocumented\)|ae-forgotten-export/.test(line) ? [`${line.trim()} ${lines[index + 1].trim()}`] : [],
    );
  if (wanting.length === 0) return;
  console.error(`Document these in ${entryPoint}, or export what they name:\n${wanting.join('\n')}`);
  process.exitCode = 1;
}
