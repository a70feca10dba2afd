import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { builtFolder } from '../built-folder.ts';
import { serveApp } from '../serve-app.ts';
import { test } from '../started.ts';
import { runProject } from './project.ts';

/** The files that the guide shows, with the documented app that each is a test of. */
const FILES = [
  ...readFileSync('docs/testing-end-to-end.md', 'utf8').matchAll(
    /<!-- test of: (?<app>[\w-]+) -->\n\n```ts\n\/\/ (?<path>\S+)\n(?<code>.*?)```/gs,
  ),
].map(({ groups = {} }) => ({ app: groups['app'], path: groups['path'] ?? '', code: groups['code'] ?? '' }));

const CONFIG = 'playwright.config.ts';

for (const app of ['quick-start', 'whole-app']) {
  test(`what the guide shows runs as it stands, against the app that the documents show as ${app}`, async ({
    started,
  }) => {
    const page = (html: string) => html.replace(/(name="app" content=")[^"]*/, `$1${app}`);
    const { url } = started(await serveApp({ folder: builtFolder('examples'), base: '/', page }));
    const files = FILES.filter((file) => file.app === app || file.path === CONFIG);
    const tests = files.flatMap(({ code }) => [...code.matchAll(/^ *test\('(.*?)'/gm)].map(([, title]) => title));

    const ended = await runProject(Object.fromEntries(files.map(({ path, code }) => [path, code])), url);
    expect(ended.map(({ title }) => title).sort()).toEqual(tests.sort());
    expect(ended.filter(({ hasPassed }) => !hasPassed)).toEqual([]);
  });
}

test('every test that the guide shows is of an app that is run', () => {
  expect(new Set(FILES.map(({ app }) => app))).toEqual(new Set(['quick-start', 'whole-app']));
  const shown = readFileSync('docs/testing-end-to-end.md', 'utf8').match(/```ts\n/g);
  expect(FILES).toHaveLength(shown?.length ?? 0);
});
