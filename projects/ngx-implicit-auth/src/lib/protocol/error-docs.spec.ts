import { readFileSync } from 'node:fs';

const source = readFileSync('projects/ngx-implicit-auth/src/lib/protocol/auth-error.ts', 'utf8');
const docs = readFileSync('docs/errors.md', 'utf8');

/** The members of the union, as its source has them. */
const CODES = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code!);
/** The rows of the tables: code, cause and cure. */
const ROWS = [...docs.matchAll(/^\| `(\w+)` +\| (.*) \| (.*) \|$/gm)].map(([, code, cause, cure]) => ({
  code: code!,
  cause: cause!.trim(),
  cure: cure!.trim(),
}));

describe('docs/errors.md', () => {
  it('tells of every code there is, once, and of no other', () => {
    expect(CODES.length).toBeGreaterThan(50);
    expect(ROWS.map(({ code }) => code).sort()).toEqual([...CODES].sort());
  });

  it.each(ROWS)('tells cause and cure of $code in sentences', ({ cause, cure }) => {
    expect(cause).toMatch(/^[A-Z`].{15,}\.$/);
    expect(cure).toMatch(/^[A-Z`].{10,}\.$/);
  });
});
