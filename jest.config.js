// Protocol specs run in plain Node, Angular ones in jsdom. What needs a real browser is named *.browser.spec.ts and runs in Karma.
import presets from 'jest-preset-angular/presets/index.js';

const source = '<rootDir>/projects/ngx-implicit-auth/src';
const setup = '<rootDir>/projects/tools/jest';
const preset = presets.createEsmPreset({ tsconfig: '<rootDir>/projects/ngx-implicit-auth/tsconfig.spec.json' });

const shared = {
  ...preset,
  testMatch: ['**/*.spec.ts'],
  moduleNameMapper: { ...preset.moduleNameMapper, '^ngx-implicit-auth$': `${source}/public-api.ts` },
  restoreMocks: true,
};

/** @type {import('jest').Config} */
export default {
  // Generous: a busy machine is slow, not wrong.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      roots: [source],
      testMatch: ['**/lib/protocol/**/*.spec.ts', '**/lib/architecture.spec.ts'],
      testEnvironment: 'node',
      setupFilesAfterEnv: [`${setup}/setup.mjs`],
    },
    {
      ...shared,
      displayName: 'angular',
      roots: [source],
      testPathIgnorePatterns: ['/lib/protocol/', '/lib/architecture', String.raw`\.browser\.spec\.ts$`],
      testEnvironment: `${setup}/browser-environment.mjs`,
      setupFilesAfterEnv: [`${setup}/setup.mjs`, `${setup}/angular-setup.mjs`],
    },
  ],
};
