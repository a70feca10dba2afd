import { readFileSync } from 'node:fs';

const ARCHITECTURE = readFileSync('docs/architecture.md', 'utf8');
const SESSION = readFileSync('docs/session.md', 'utf8');
const STATUSES = ['starting', 'signed-out', 'redirecting', 'completing', 'signed-in', 'renewing', 'failed'];

/** A way from one status to another, by an input. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly input: string;
}

/** The ways in the table of the inputs, which session-inputs.spec.ts holds to the code. */
function waysOfTable(): readonly Way[] {
  const [, table = ''] = ARCHITECTURE.split(/^\| input +\| what has happened.*\n.*\n/m);
  const [body = ''] = table.split('\n\n');
  let input = '';
  return body
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [name = '', , from = '', to = ''] = row.split('|').slice(1);
      // Only the first row of an input names it.
      [input = input] = codesIn(name);
      return codesIn(to).flatMap((target) =>
        statusesOf(from)
          .filter((status) => status !== target)
          .map((status) => ({ from: status, to: target, input })),
      );
    });
}

/** Of a cell such as "`failed`", "any" or "any but `completing`". */
function statusesOf(cell: string): readonly string[] {
  const named = codesIn(cell);
  return cell.trim().startsWith('any') ? STATUSES.filter((status) => !named.includes(status)) : named;
}

function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code);
}

/** The arrows of the state diagram in a document: from where, to where, and what is written on each. */
function arrowsIn(document: string) {
  const [, diagram = ''] = /^```mermaid\nstateDiagram-v2\n(.*?)^```$/ms.exec(document) ?? [];
  return [...diagram.matchAll(/^ *(\S+) --> (\S+?)(?:: (.+))?$/gm)].map(([, from = '', to = '', words = '']) => ({
    from: from.replace('_', '-'),
    to: to.replace('_', '-'),
    words,
  }));
}

const line = ({ from, to, input }: Way) => `${from} --> ${to}: ${input}`;
const drawn = arrowsIn(ARCHITECTURE).flatMap(({ from, to, words }) =>
  words.split(', ').map((input): Way => ({ from, to, input })),
);

describe('the picture of the state machine in docs/architecture.md', () => {
  it('begins in starting', () => {
    expect(drawn[0]).toEqual({ from: '[*]', to: 'starting', input: '' });
  });

  it('leads into every status, and out of it', () => {
    const without = (end: 'from' | 'to') => STATUSES.filter((status) => !drawn.some((way) => way[end] === status));
    expect([without('from'), without('to')]).toEqual([[], []]);
  });

  it('has no way that the table has not', () => {
    const ways = waysOfTable().map(line);
    const others = drawn.slice(1).map(line);
    expect(others.filter((way) => !ways.includes(way))).toEqual([]);
  });

  it('has each input that changes the status, for each status that it leads to', () => {
    const results = ({ input, to }: Way) => `${input} --> ${to}`;
    const ways = new Set(waysOfTable().map(results));
    expect(new Set(drawn.slice(1).map(results))).toEqual(ways);
  });
});

describe('the picture of the states in docs/session.md', () => {
  it('has the arrows of that one, with other words', () => {
    const arrows = (document: string) => arrowsIn(document).map(({ from, to }) => `${from} --> ${to}`);
    expect(arrows(SESSION)).toEqual(arrows(ARCHITECTURE));
    expect(arrowsIn(SESSION).filter(({ words }) => !words)).toHaveLength(1);
  });
});
