import config from '../../../jest.config.js';

const [, angular] = config.projects;

export default {
  ...angular,
  rootDir: '../../..',
  testMatch: ['**/src/lib/http/*.spec.ts'],
  testPathIgnorePatterns: [...angular.testPathIgnorePatterns, '\\.property\\.spec\\.ts$'],
};
