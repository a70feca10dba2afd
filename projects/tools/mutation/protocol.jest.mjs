import config from '../../../jest.config.js';

const [protocol] = config.projects;

export default {
  ...protocol,
  rootDir: '../../..',
  testMatch: ['**/lib/{protocol,id-token}/**/*.spec.ts'],
  testPathIgnorePatterns: ['\\.property\\.spec\\.ts$'],
};
