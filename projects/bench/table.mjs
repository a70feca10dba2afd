// One line for each thing measured: the platform's own figure, each library's, this library's budget, and whether it is kept.
import { format, resolveConfig } from 'prettier';
import { libraries, own } from './libraries.mjs';

const head = ['', 'Platform', ...libraries, 'Budget', ''];

/**
 * A row of figures.
 *
 * @param about - what was measured
 * @param write - how a figure is written; a missing one is a dash
 * @param platform - the figure below which, or above which, nobody can get; a text is taken as it is
 * @param figures - by library
 * @param budget - `text`, and `keeps`, which tells of this library's figure whether it is kept. Whoever misses a `decisive` one fails;
 * a speed only informs, as a busy machine can miss it.
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
