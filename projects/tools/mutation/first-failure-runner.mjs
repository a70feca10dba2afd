// Jest does not stop at a failure when Stryker runs it, and loads spec files of which it then runs no test. With a
// change that all specs meet, that is most of the time.
import TestRunner from 'jest-runner';

/** The full names of the tests in each spec file, as far as they are known. */
const testsIn = new Map();

/** How many changes each spec file has noticed. */
const noticedBy = new Map();

/** Runs the spec files that have a test to be run, one after the other until one fails. */
export default class FirstFailureRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    let hasFailed = false;
    this.on('test-file-failure', () => {
      hasFailed = true;
    });
    this.on('test-file-success', ([test, { numFailingTests, testResults }]) => {
      hasFailed ||= numFailingTests > 0;
      if (hasFailed) noticedBy.set(test.path, noticed(test) + 1);
      testsIn.set(
        test.path,
        testResults.map(({ fullName }) => fullName),
      );
    });
    const { testNamePattern } = this._globalConfig;
    const pattern = new RegExp(testNamePattern ?? '', 'i');
    const noticed = ({ path }) => noticedBy.get(path) ?? 0;
    for (const test of tests.toSorted((one, other) => noticed(other) - noticed(one))) {
      if (hasFailed) return;
      const names = testsIn.get(test.path);
      if (!names || names.some((name) => pattern.test(name))) await super.runTests([test], watcher, options);
    }
  }
}
