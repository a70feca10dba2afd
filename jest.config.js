// Protocol specs run in plain Node, Angular ones in jsdom. What needs a real browser is named *.browser.spec.ts and runs in Karma.
import { readFileSync } from 'node:fs';
import presets from 'jest-preset-angular/presets/index.js';

const library = '<rootDir>/projects/ngx-implicit-auth';
const source = `${library}/src`;
const setup = '<rootDir>/projects/tools/jest';
const presetFor = (project) =>
  presets.createEsmPreset({ tsconfig: `<rootDir>/projects/${project}/tsconfig.spec.json` });
const preset = presetFor('ngx-implicit-auth');

const shared = {
  ...preset,
  testMatch: ['**/*.spec.ts'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^ngx-implicit-auth$': `${source}/public-api.ts`,
    '^ngx-implicit-auth/(.*)$': `${library}/$1/src/public-api.ts`,
  },
  restoreMocks: true,
};

/** @type {import('jest').Config} */
export default {
  // Generous: a busy machine is slow, not wrong.
  testTimeout: 30_000,
  // What a spec has loaded as ECMAScript modules, Node does not give back. So specs run in two processes of their own, which
  // are replaced when they have grown.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1.5GB',
  projects: [
    {
      ...shared,
      displayName: 'node',
      roots: [source],
      testMatch: ['**/lib/{protocol,id-token}/**/*.spec.ts', '**/lib/architecture.spec.ts'],
      testEnvironment: 'node',
      setupFilesAfterEnv: [`${setup}/setup.mjs`],
    },
    {
      ...shared,
      displayName: 'angular',
      roots: [source, `${library}/inspector`, `${library}/testing`],
      testPathIgnorePatterns: ['/lib/(protocol|id-token)/', '/lib/architecture', String.raw`\.browser\.spec\.ts$`],
      testEnvironment: `${setup}/browser-environment.mjs`,
      setupFilesAfterEnv: [`${setup}/setup.mjs`, `${setup}/angular-setup.mjs`],
    },
    {
      ...shared,
      ...presetFor('demo'),
      displayName: 'demo',
      moduleNameMapper: shared.moduleNameMapper,
      roots: ['<rootDir>/projects/demo/src'],
      testEnvironment: `${setup}/browser-environment.mjs`,
      // Its page tells where the servers are.
      testEnvironmentOptions: { html: readFileSync('projects/demo/src/index.html', 'utf8') },
      setupFilesAfterEnv: [`${setup}/setup.mjs`, `${setup}/angular-setup.mjs`],
    },
  ],
};
