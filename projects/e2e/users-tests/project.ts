import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { chromiumFlags, ensureChromium, findHeadlessShell } from '../../tools/chromium.mjs';

/** How a test of a project ended. */
export interface Ended {
  readonly title: string;
  readonly hasPassed: boolean;
  /** What its reader sees, without colours. */
  readonly messages: string;
}

/** Runs with a project's own configuration, but for the app and the browser, which are here already. */
const CONFIG = `
import config from './playwright.config';

export default {
  ...config,
  webServer: undefined,
  workers: 1,
  use: {
    ...config.use,
    baseURL: process.env['APP'],
    launchOptions: ${JSON.stringify({ executablePath: findHeadlessShell() ?? ensureChromium(), args: chromiumFlags })},
  },
};
`;

/**
 * Runs the tests of a project as the Angular CLI makes one: it has the built package installed, and no `type` in its
 * package.json, so that Playwright loads its tests as CommonJS.
 */
export async function runProject(files: Readonly<Record<string, string>>, app: string): Promise<readonly Ended[]> {
  const folder = await mkdtemp(join(tmpdir(), 'users-tests-'));
  try {
    const packages = join(folder, 'node_modules');
    const installed = join(packages, 'ngx-implicit-auth');
    for (const name of ['package.json', 'testing/playwright'])
      await cp(join('dist/ngx-implicit-auth', name), join(installed, name), { recursive: true });
    for (const name of ['@playwright', 'jose']) await symlink(resolve('node_modules', name), join(packages, name));
    const all = { 'package.json': '{ "private": true }', 'run.config.ts': CONFIG, ...files };
    for (const [name, content] of Object.entries(all)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return await run(folder, app);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(folder: string, app: string): Promise<readonly Ended[]> {
  const report = join(folder, 'report.json');
  const args = [
    resolve('node_modules/@playwright/test/cli.js'),
    'test',
    '--config',
    'run.config.ts',
    '--reporter',
    'json',
  ];
  const variables = { APP: app, PLAYWRIGHT_JSON_OUTPUT_FILE: report, FORCE_COLOR: '0' };
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...variables } });
  const ended = once(child, 'close');
  const said = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const { suites, errors } = JSON.parse(await readFile(report, 'utf8').catch(() => said.join())) as JSONReport;
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return suites.flatMap(testsOf);
}

function testsOf({ suites = [], specs }: JSONReportSuite): readonly Ended[] {
  const own = specs.map(({ title, ok, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    return { title, hasPassed: ok, messages: errors.map(({ message }) => message).join('\n') };
  });
  return [...own, ...suites.flatMap(testsOf)];
}
