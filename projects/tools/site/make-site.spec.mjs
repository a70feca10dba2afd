import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { makeSite } from './make-site.mjs';

const content = {
  entryPoints: { fixture: 'src/public-api.ts' },
  tsconfig: 'tsconfig.json',
  readme: 'README.md',
  guides: ['docs/guide.md'],
};

const diagram = (...lines) => ['```mermaid', 'stateDiagram-v2', ...lines, '```', ''].join('\n');
const home = process.cwd();

beforeEach(() => {
  process.chdir(mkdtempSync(join(tmpdir(), 'site-')));
  write('tsconfig.json', '{ "compilerOptions": { "types": [] }, "files": ["src/public-api.ts"] }');
  write('README.md', '# Fixture\n\nRead the [guide](docs/guide.md#what-greet-says).\n');
});
afterEach(() => {
  const folder = process.cwd();
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it('guides, docstrings and the first page lead to each other, and diagrams are pictures with a text', async () => {
  write(
    'src/public-api.ts',
    `/** Greets. docs/guide.md tells how. */
     export function greet(): string { return 'hello'; }
     /** How it went. */
     export type Outcome =
       /** Somebody was there. */
       | { readonly status: 'heard' }
       /** Nobody was. */
       | { readonly status: 'unheard' };
     /** Something of the library's own. */
     export interface Feature {
       /** What it is called. */
       readonly name: string;
       readonly ɵkind: string;
     }
     export class ɵOwn { readonly ɵkind = 'own'; }`,
  );
  write(
    'docs/guide.md',
    [
      '# The guide\n',
      '## What `greet()` says\n',
      'Call `greet()`. [Back](../README.md).\n',
      diagram('accTitle: One way', 'accDescr: From here to there.', 'here --> there'),
    ].join('\n'),
  );

  assert.deepEqual(await makeSite(content, 'site'), []);

  const guide = readFileSync('site/docs/guide.html', 'utf8');
  assert.match(guide, /id="what-greet-says"/);
  assert.match(guide, /<a href="\.\.\/functions\/fixture\.greet\.html"><code>greet\(\)<\/code><\/a>/);
  assert.match(guide, /href="\.\.\/index\.html">Back/);
  for (const theme of ['light', 'dark']) {
    assert.match(guide, new RegExp(`class="diagram ${theme}"><svg[^]*<title[^>]*>One way</title><desc[^>]*>From here`));
  }
  assert.match(readFileSync('site/index.html', 'utf8'), /href="docs\/guide\.html#what-greet-says"/);
  assert.match(
    readFileSync('site/functions/fixture.greet.html', 'utf8'),
    /href="\.\.\/docs\/guide\.html">docs\/guide\.md</,
  );
  for (const page of ['interfaces/fixture.Feature.html', 'modules/fixture.html']) {
    assert.doesNotMatch(readFileSync(`site/${page}`, 'utf8'), /ɵ/);
  }
});

it('whatever is missing or leads nowhere is told, each with its place', async () => {
  write(
    'src/public-api.ts',
    `export function silent(): void {}
     /** A type. */
     export interface Half { readonly part: string }
     /** A union. */
     export type Outcome = { readonly status: 'heard' };
     /** A union. */
     export type Outcomes =
       /** One. */
       | { readonly one: 1 }
       | { readonly two: 2 };
     /** See {@link nothing}, or docs/gone.md. */
     export const links = 1;`,
  );
  write(
    'docs/guide.md',
    [
      '# The guide\n',
      '[No file](gone.md), [no heading](#gone), [none there](../README.md#gone).\n',
      diagram('accTitle: Broken', 'accDescr: It has half an arrow.', 'here -->'),
      diagram('here --> there'),
    ].join('\n'),
  );

  const problems = await makeSite({ ...content, entryPoints: { 'ngx-implicit-auth': 'src/public-api.ts' } }, 'site');

  const expected = [
    /^docs\/guide\.md:6: Parse error/,
    /^docs\/guide\.md:13: no accTitle/,
    /^docs\/guide\.md:13: no accDescr/,
    /^silent in \S+ has no subject/,
    /silent .*does not have any documentation/,
    /Half\.part .*does not have any documentation/,
    /Outcome\.\S+ .*does not have any documentation/,
    /Outcomes: \{ two \} does not have any documentation/,
    /"nothing"/,
    /links\.html speaks of docs\/gone\.md/,
    /gone\.md leads to no file/,
    /guide\.html: #gone leads to no place/,
    /index\.html#gone leads to no place/,
  ];
  for (const one of expected)
    assert.ok(
      problems.some((problem) => one.test(problem)),
      `${one} in\n${problems.join('\n')}`,
    );
});

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
