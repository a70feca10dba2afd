import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { CODE_RP_LIST } from './code-rp-list.ts';
import { IMPLICIT_RP_LIST } from './implicit-rp-list.ts';
import { RESPONSE_TYPES, rowOf } from './table-row.ts';

/** The names by sections, and the response types that the tests are run for. */
type List = readonly [sections: Readonly<Record<string, readonly string[]>>, responseTypes: readonly string[]];

const LISTS: readonly List[] = [
  [IMPLICIT_RP_LIST, RESPONSE_TYPES],
  [CODE_RP_LIST, ['code']],
];

/** A Playwright reporter that prints the OpenID Foundation's lists with the results, once those tests have run. */
export default class TableReporter implements Reporter {
  #tests: readonly TestCase[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests().filter((test) => rowOf(test) !== null);
  }

  onEnd(): void {
    for (const list of LISTS) {
      const tests = this.#tests.filter((test) => list[1].includes(rowOf(test)?.responseType ?? ''));
      if (tests.length > 0) console.log(`\n${table(list, tests).join('\n')}\n`);
    }
  }
}

function table([sections, responseTypes]: List, tests: readonly TestCase[]): readonly string[] {
  const rows = Object.entries(sections).flatMap(([section, names]) => [
    [section, ...responseTypes, 'expected'],
    ...names.map((name) => {
      const ofName = tests.filter((test) => stands(test, section, name));
      const marks = responseTypes.map((type) => mark(ofName.filter((test) => rowOf(test)?.responseType === type)));
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

/** Whether the result of a test stands at this name. */
function stands(test: TestCase, section: string, name: string): boolean {
  const row = rowOf(test);
  return row?.name === name && (row.section ?? section) === section;
}

function mark(tests: readonly TestCase[]): string {
  if (tests.length === 0) return '–';
  return tests.every((test) => test.outcome() === 'expected') ? '✔' : '✘';
}
