import { expect as playwrightExpect } from '@playwright/test';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import prettier from 'prettier';
import { eslintProblemsIn } from '../ngx-implicit-auth/schematics/testing/eslint-problems.ts';
import { installAngular } from './make-app.mjs';
import { makeNewApp, ng } from './new-app.mjs';
import { signInAs } from './sign-in-as.mjs';
import { startStage } from './stage.mjs';
import { passesAll } from './steps.mjs';
import { versions } from './versions.mjs';

const expect = playwrightExpect.configure({ timeout: 15_000 });

const TARBALL = 'ngx-implicit-auth.tgz';

/** The app that `ng new` makes when nobody asks for anything else. */
export const standalone = { name: 'standalone', flags: [], adds: `./${TARBALL}` };

const ngModule = {
  name: 'ng-module',
  flags: ['--no-standalone'],
  adds: `ngx-implicit-auth@file:./${TARBALL}`,
  asks: ['--flow=implicit'],
};

const twoProjects = {
  name: 'two-projects',
  flags: [],
  generates: [['application', 'office']],
  project: 'office',
  adds: `./${TARBALL}`,
  asks: ['--project=office'],
};

const rendered = { name: 'ssr', flags: ['--ssr'], adds: `./${TARBALL}`, isRendered: true };

/** The apps that the CLI of a version makes for `ng add`; one that a server renders, with the newest. */
export function newAppShapes(version) {
  return [standalone, ngModule, twoProjects, ...(isNewest(version) ? [rendered] : [])];
}

/**
 * Makes an app with the CLI of a version, has `ng add` set it up, builds it, and signs in with it as it is: nobody edits
 * a file.
 */
export async function tryNgAdd(version, shape, { tarball, folder, signal }) {
  console.log(`\n${styleText('bold', `ng add, Angular CLI ${version.cli}, ${shape.name}`)}`);
  const app = join(folder, shape.name);
  const { project = 'shop', adds, asks = [] } = shape;
  const cli = { tools: app, signal };
  const stage = await startStage(join(app, 'dist', project, 'browser'), signal);
  const scope = '--scope=openid profile email read:timesheets';
  let before;
  const flags = [`--issuer=${stage.server}`, '--client-id=timesheets-demo', scope, `--api=${stage.api}`, ...asks];
  try {
    await passesAll([
      ['ng new makes the app', () => makeNewApp(version, shape, shape.name, { folder, signal })],
      ['installs Angular', () => installAngular(app, signal)],
      [
        'ng add sets it up, and says what is left to do',
        async () => {
          copyFileSync(tarball, join(app, TARBALL));
          if (isNewest(version)) await formatSources(app);
          before = sourcesOf(app);
          const output = await ng(['add', adds, '--skip-confirmation', ...flags], cli);
          expect(output).toMatch(
            /1\. Register at the server.*\n.*2\. Guard a first route in .*\n.*3\. Try it: ng serve/,
          );
          expect(output).not.toContain('was left alone');
        },
      ],
      ...(isNewest(version)
        ? [
            ['what is written is as Prettier and ESLint want it', () => expectCleanSources(app, before)],
            ['ng update finds its migration, and has nothing to change', () => expectMigration(app, cli)],
          ]
        : []),
      ['refuses a bad flag, and leaves the app as it is', () => expectRefusal(app, cli)],
      [
        'a second time changes nothing',
        () => expectNoChange(app, () => ng(['add', 'ngx-implicit-auth', '--skip-confirmation', ...flags], cli)),
      ],
      ['builds for production', () => build(project, cli)],
      ...(shape.isRendered ? [] : [['signs in, unedited', () => signIn(stage)]]),
    ]);
  } finally {
    await stage.close();
    // Some hundred megabytes each.
    rmSync(app, { recursive: true, force: true });
  }
}

function isNewest({ angular }) {
  return angular === versions.at(-1).angular;
}

/** A warning counts as a failure. */
async function build(project, cli) {
  const output = await ng(['build', project], cli);
  if (/\bWARNING\b/.test(output)) throw new Error(`The build warns:\n${output}`);
}

function expectMigration(app, cli) {
  const flags = ['--migrate-only', '--name=nothing-to-change', '--allow-dirty'];
  return expectNoChange(app, async () => {
    expect(await ng(['update', 'ngx-implicit-auth', ...flags], cli)).toContain('Nothing to change');
  });
}

function expectRefusal(app, cli) {
  return expectNoChange(app, async () => {
    const refused = ng(['add', 'ngx-implicit-auth', '--skip-confirmation', '--flow=hybrid'], cli);
    await expect(refused).rejects.toThrow(/exit code 1\n[^]*--flow is "hybrid"\. Write code or implicit\./);
  });
}

async function expectNoChange(app, act) {
  const before = sourcesOf(app);
  await act();
  expect(sourcesOf(app)).toEqual(before);
}

/** A new app has no guarded page: the one at the redirect URI offers the sign-in. */
async function signIn({ app, server, page, expectNoComplaints }) {
  await page.goto(`${app}/auth/callback`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs('alice', 'correct-horse-1', page, server);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.getByRole('heading', { name: /^Hello, / })).toBeVisible();
  expect(await page.evaluate('Object.keys(sessionStorage).filter((key) => key.endsWith(" session")).length')).toBe(1);
  await page.goto(`${app}/auth/callback`);
  await expect(page.getByRole('heading', { name: 'Signed in' })).toBeVisible();
  for (const file of ['silent-renewal.html', 'silent-renewal.js']) {
    expect((await page.request.get(`${app}/${file}`)).headers()['content-type']).toMatch(/html|javascript/);
  }
  expectNoComplaints();
}

/** The app's own files, by their paths, with their texts. */
function sourcesOf(app) {
  return Object.fromEntries(filesBelow(app).map((path) => [path, readFileSync(join(app, path), 'utf8')]));
}

const NOT_ITS_OWN = /^(node_modules|dist|\.angular|package-lock\.json)$|\.(tgz|ico)$/;

function filesBelow(app, folder = '') {
  return readdirSync(join(app, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_ITS_OWN.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(app, path) : [path];
    });
}

/** A new app of the newest CLI is as its Prettier wants it: the CLI formats what it has written, where that is installed. */
async function formatSources(app) {
  for (const [path, code] of Object.entries(sourcesOf(app))) {
    if (path.endsWith('.ts')) writeFileSync(join(app, path), await formatted(code));
  }
}

async function expectCleanSources(app, before) {
  const written = Object.entries(sourcesOf(app)).filter(
    ([path, code]) => path.endsWith('.ts') && before[path] !== code,
  );
  expect(written.length).toBeGreaterThan(0);
  for (const [path, code] of written) {
    expect(code, path).toBe(await formatted(code));
    expect(await eslintProblemsIn(code), path).toEqual([]);
  }
}

function formatted(code) {
  return prettier.format(code, { parser: 'typescript', singleQuote: true, printWidth: 100 });
}
