import { cpSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { ensureChromium } from '../tools/chromium.mjs';
import { run } from './command.mjs';
import { addLibrary, installAngular } from './make-app.mjs';
import { makeNewApp, ng } from './new-app.mjs';
import { passesAll } from './steps.mjs';
import { majorOf } from './versions.mjs';

const TEMPLATES = join(import.meta.dirname, 'apps');

const karma = { name: 'Karma', templates: ['unit-tests', 'karma'], test: testByCli('--karma-config=karma.conf.cjs') };

const vitest = { name: 'Vitest', templates: ['unit-tests'], test: testByCli() };

/** With Jest 29, as the builders of Angular 17 to 19 want it. */
const jest29 = {
  name: 'Jest 29, with zone.js',
  templates: ['unit-tests', 'jest-zone'],
  tools: {
    jest: '^29.7.0',
    'jest-environment-jsdom': '^29.7.0',
    'jest-preset-angular': '^14.6.0',
    '@types/jest': '^29.5.0',
  },
  test: testByJest,
};

const jest30 = {
  name: 'Jest 30, zoneless',
  templates: ['unit-tests', 'jest-zoneless'],
  tools: {
    jest: '^30.0.0',
    'jest-environment-jsdom': '^30.0.0',
    'jest-preset-angular': '^17.0.0',
    '@types/jest': '^30.0.0',
  },
  test: testByJest,
};

const byMajor = { 17: [karma, jest29], 18: [karma], 19: [karma], 20: [karma], 21: [vitest], 22: [vitest, jest30] };

/** The runners that a version is tried with: that of its CLI, and with the oldest and the newest Jest. */
export function testRunners(version) {
  return byMajor[majorOf(version)];
}

/**
 * Makes an app with the CLI of a version, and runs unit tests in it that bring it into many states by
 * ngx-implicit-auth/testing.
 */
export async function tryUnitTests(version, runner, { tarball, folder, signal }) {
  console.log(`\n${styleText('bold', `unit tests, Angular CLI ${version.cli}, ${runner.name}`)}`);
  const name = `tests-${runner.name.split(/\W/)[0].toLowerCase()}`;
  const app = join(folder, name);
  const shape = { flags: [], testTools: runner.tools ?? 'as-made' };
  try {
    await passesAll([
      ['ng new makes the app', () => makeNewApp(version, shape, name, { folder, signal })],
      ['installs Angular, and what runs the tests', () => installAngular(app, signal)],
      ['takes the library', () => addLibrary(app, tarball, signal)],
      [
        'its unit tests pass, without a warning of the library',
        async () => {
          for (const template of runner.templates) cpSync(join(TEMPLATES, template), app, { recursive: true });
          expectAllRun(stripVTControlCharacters(await runner.test(app, signal)));
        },
      ],
    ]);
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}

function testByCli(...flags) {
  return (app, signal) => {
    process.env.CHROME_BIN = ensureChromium();
    return ng(['test', '--no-watch', ...flags], { tools: app, signal });
  };
}

function testByJest(app, signal) {
  return run([process.execPath, [join('node_modules', 'jest', 'bin', 'jest.js')]], { cwd: app, signal });
}

/** Those of the template, and the few that the CLI has made; each runner closes with their number. */
function expectAllRun(output) {
  const [, passed] = /(?:\bTests:? +|\bExecuted \d+ of )(\d+)\b/.exec(output) ?? [];
  const specs = globSync(join(TEMPLATES, 'unit-tests/**/*.spec.ts')).map((path) => readFileSync(path, 'utf8'));
  const written = specs.join('').match(/^ *it\(/gm).length;
  if (!(passed > written)) throw new Error(`More than ${written} tests should have run:\n${output}`);
  // The callback page tells developers of the failure that a test brings about.
  if (/ngx-implicit-auth: (?!Access was refused)/.test(output)) throw new Error(`The library warns:\n${output}`);
}
