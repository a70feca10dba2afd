import { fileURLToPath } from 'node:url';
import config from '../../../jest.config.js';

const [, angular] = config.projects;

export default {
  ...angular,
  rootDir: '../../..',
  testMatch: ['http/*', 'renewal/renew-around-request', 'settings/resource-servers'].map(
    (name) => `**/lib/${name}.spec.ts`,
  ),
  testPathIgnorePatterns: [...angular.testPathIgnorePatterns, '\\.property\\.spec\\.ts$'],
  // Stryker's own environment extends this one, and does not know Jest's <rootDir>.
  testEnvironment: fileURLToPath(new URL('../jest/browser-environment.mjs', import.meta.url)),
};
