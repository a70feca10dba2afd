import config from '../../../jest.config.js';

const [protocol] = config.projects;

export default { ...protocol, rootDir: '../../..', testPathIgnorePatterns: ['\\.property\\.spec\\.ts$'] };
