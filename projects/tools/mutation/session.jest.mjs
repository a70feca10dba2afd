import { fileURLToPath } from 'node:url';
import config from '../../../jest.config.js';

const [, angular] = config.projects;

export default {
  ...angular,
  rootDir: '../../..',
  // Those beside the rooms compare the code with the docs.
  testMatch: ['**/lib/*/**/*.spec.ts'],
  testPathIgnorePatterns: [...angular.testPathIgnorePatterns, '\\.property\\.spec\\.ts$'],
  // Stryker's own environment extends this one, and does not know Jest's <rootDir>.
  testEnvironment: fileURLToPath(new URL('first-failure-environment.mjs', import.meta.url)),
  runner: fileURLToPath(new URL('first-failure-runner.mjs', import.meta.url)),
};
