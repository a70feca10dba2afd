// Holds the public API of the built library to its report in docs/api; with --update, writes the report anew.
// Every public thing has to be documented, and nothing that it names may be missing from the public API.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const declarations = 'dist/ngx-implicit-auth/types/ngx-implicit-auth.d.ts';
const input = 'dist/api/input/ngx-implicit-auth.d.ts';
const report = 'dist/api/ngx-implicit-auth.api.md';

// What Angular's compiler adds to each class is for the compiler of the app, and no part of the API.
mkdirSync('dist/api/input', { recursive: true });
writeFileSync(input, readFileSync(declarations, 'utf8').replace(/^ +static ɵ\w+: .*\n/gm, ''));

const config = ExtractorConfig.loadFileAndPrepare(resolve('api-extractor.json'));
const { succeeded } = Extractor.invoke(config, { localBuild: process.argv.includes('--update') });
if (!succeeded) process.exitCode = 1;

const wanting = readFileSync(report, 'utf8')
  .split('\n')
  .flatMap((line, index, lines) =>
    /\(undocumented\)|ae-forgotten-export/.test(line) ? [`${line.trim()} ${lines[index + 1].trim()}`] : [],
  );
if (wanting.length > 0) {
  console.error(`Document these, or export what they name:\n${wanting.join('\n')}`);
  process.exitCode = 1;
}
