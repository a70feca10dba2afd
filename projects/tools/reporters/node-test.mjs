// A reporter for `node --test` that prints nothing and writes { passed, failed, skipped } to the file named by TEST_REPORT.
import { writeFileSync } from 'node:fs';

// eslint-disable-next-line require-yield -- a reporter has to be a generator, and this one has nothing to print
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    // Each file has a summary of its own; the one of the whole run names no file.
    if (type !== 'test:summary' || data.file || !process.env.TEST_REPORT) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    const report = { passed, failed: failed + cancelled, skipped: skipped + todo };
    writeFileSync(process.env.TEST_REPORT, JSON.stringify(report));
  }
}
