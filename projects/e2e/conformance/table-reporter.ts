import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { IMPLICIT_RP_LIST } from './implicit-rp-list.ts';
import { RESPONSE_TYPES, rowOf } from './table-row.ts';

/** A Playwright reporter that prints the OpenID Foundation's list with the results, once those tests have run. */
export default class TableReporter implements Reporter {
  #tests: readonly TestCase[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests().filter((test) => rowOf(test) !== null);
  }

  onEnd(): void {
    if (this.#tests.length > 0) console.log(`\n${table(this.#tests).join('\n')}\n`);
  }
}

function table(tests: readonly TestCase[]): readonly string[] {
  const rows = Object.entries(IMPLICIT_RP_LIST).flatMap(([section, names]) => [
    [section, ...RESPONSE_TYPES, 'expected'],
    ...names.map((name) => {
      const ofName = tests.filter((test) => rowOf(test)?.name === name);
      const marks = RESPONSE_TYPES.map((type) => mark(ofName.filter((test) => rowOf(test)?.responseType === type)));
      const outcomes = new Set(ofName.map((test) => rowOf(test)?.outcome));
      return [name, ...marks, [...outcomes].join(', ')];
    }),
    [],
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function mark(tests: readonly TestCase[]): string {
  if (tests.length === 0) return '–';
  return tests.every((test) => test.outcome() === 'expected') ? '✔' : '✘';
}
