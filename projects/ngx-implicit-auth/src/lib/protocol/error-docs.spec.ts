import { readFileSync } from 'node:fs';
import { ERROR_CODES } from '../testing/error-codes';

const docs = readFileSync('docs/errors.md', 'utf8');

/** The rows of the tables: code, with the anchor that messages lead to, cause and cure. */
const ROW = /^\| `(\w+)` <a id="\1"><\/a> +\| (.*) \| (.*) \|$/gm;
const ROWS = [...docs.matchAll(ROW)].map(([, code, cause, cure]) => ({
  code: code!,
  cause: cause!.trim(),
  cure: cure!.trim(),
}));

describe('docs/errors.md', () => {
  it('tells of every code there is, once, and of no other', () => {
    expect(ERROR_CODES.length).toBeGreaterThan(50);
    expect(ROWS.map(({ code }) => code).sort()).toEqual([...ERROR_CODES].sort());
  });

  it.each(ROWS)('tells cause and cure of $code in sentences', ({ cause, cure }) => {
    expect(cause).toMatch(/^[A-Z`].{15,}\.$/);
    expect(cure).toMatch(/^[A-Z`].{10,}\.$/);
  });
});
