// A Karma reporter that writes { passed, failed, skipped } to the file that TEST_REPORT names.
import { writeFileSync } from 'node:fs';

// Karma's injector calls a plain function; a class it could not construct.
function countReporter() {
  return {
    adapters: [],
    onRunComplete(_browsers, { success: passed, failed, skipped, error }) {
      const file = process.env.TEST_REPORT;
      if (!file) return;
      // A browser that crashed, or never loaded the page, has let no test fail.
      const crashed = error && failed === 0 ? 1 : 0;
      writeFileSync(file, JSON.stringify({ passed, failed: failed + crashed, skipped }));
    },
  };
}

export default { 'reporter:count': ['factory', countReporter] };
