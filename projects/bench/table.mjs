// The table has a line for each thing measured: the platform's own figure, each library's, this library's budget, and
// whether the library keeps it.
import { format, resolveConfig } from 'prettier';
import { libraries, own } from './libraries.mjs';

const head = ['', 'Platform', ...libraries, 'Budget', ''];

/**
 * A row of figures.
 *
 * @param about - what was measured
 * @param write - how a figure is written; a missing one is a dash
 * @param platform - the platform's own figure, which no library can beat; a text is taken as it is
 * @param figures - by library
 * @param budget - its `text`, and `keeps`, which tells whether a figure keeps it. To miss a `decisive` budget fails the
 * bench. The others only inform: they are about speed, and on a busy machine they can be missed.
 */
export function row(about, { write, platform, figures, budget }) {
  const cell = (figure) => (typeof figure === 'string' ? figure : figure === undefined ? '–' : write(figure));
  const kept = budget?.keeps(figures[own]);
  const failed = kept === false && Boolean(budget.decisive);
  const verdict = kept === undefined ? '' : kept ? 'pass' : failed ? 'FAIL' : 'missed';
  const cells = [about, cell(platform), ...libraries.map((name) => cell(figures[name])), budget?.text ?? '', verdict];
  return { cells, failed };
}

export function atMost(limit, text, { decisive = false } = {}) {
  return { text: `≤ ${text}`, keeps: (figure) => [figure].flat().every((each) => each <= limit), decisive };
}

export function atLeast(limit, text) {
  return { text: `≥ ${text}`, keeps: (figure) => figure >= limit };
}

/** The table in Markdown, as prettier writes it. */
export async function markdown(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const alignment = head.map((_, column) => (column === 0 || column === head.length - 1 ? '---' : '--:'));
  const table = [head, alignment, ...rows.map(({ cells }) => cells)].map(line).join('\n');
  return format(table, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}
