// A reporter for `node --test` that prints nothing: it writes { passed, failed, skipped } to the file that TEST_REPORT
// names.
import { writeFileSync } from 'node:fs';
import { Transform } from 'node:stream';

export default class CountReporter extends Transform {
  constructor() {
    super({ writableObjectMode: true });
  }

  _transform({ type, data }, _encoding, done) {
    // Each file has a summary of its own; the one of the whole run names no file.
    if (type === 'test:summary' && !data.file && process.env.TEST_REPORT) writeCounts(data.counts);
    done();
  }
}

function writeCounts({ passed, failed, cancelled, skipped, todo }) {
  const report = { passed, failed: failed + cancelled, skipped: skipped + todo };
  writeFileSync(process.env.TEST_REPORT, JSON.stringify(report));
}
