import { readFileSync } from 'node:fs';
import { ENGLISH } from './english-texts';

/** The rows of a table: its first two cells. */
function rowsOf(document: string, heading: string): (readonly [string, string])[] {
  const [, table = ''] = readFileSync(document, 'utf8').split(new RegExp(`^\\| ${heading} +\\|.*\\n.*\\n`, 'm'));
  const rows = table.split('\n\n')[0]?.trim().split('\n') ?? [];
  return rows.map((row) => {
    const [one = '', other = ''] = row.split('|').slice(1);
    return [one.trim(), other.trim()] as const;
  });
}

const { errors, lang, ...texts } = ENGLISH;

describe('the documentation', () => {
  it('tells of every text, as it is in English (docs/texts.md)', () => {
    const documented = rowsOf('docs/texts.md', 'name').map(([name, text]) => [name.replaceAll('`', ''), text]);

    expect(lang).toBe('en');
    expect(Object.fromEntries(documented)).toEqual(texts);
  });

  it('tells of what people read of each failure, as it is in English (docs/errors.md)', () => {
    const documented = rowsOf('docs/errors.md', 'what they read').flatMap(([text, codes]) =>
      [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => [code, text]),
    );

    expect(Object.fromEntries(documented)).toEqual(errors);
  });
});
