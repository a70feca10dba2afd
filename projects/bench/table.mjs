// One line for each budget: what it is about, what was measured, the limit, and whether it is kept.

/** Whoever misses a budget of this kind fails; a speed only informs, as a busy machine can miss it. */
const decisive = 'decisive';

/** A figure in bytes; without a limit it only informs. */
export function bytes(about, measured, limit) {
  return row(about, formatBytes(measured), limit && `≤ ${formatBytes(limit)}`, limit && measured <= limit, decisive);
}

export function requests(about, measured, limit) {
  return row(about, String(measured), `≤ ${limit}`, measured <= limit, decisive);
}

export function atLeast(about, measured, limit) {
  return row(about, measured.toFixed(2), limit && `≥ ${limit}`, limit && measured >= limit);
}

export function atMost(about, measured, limit) {
  return row(about, measured.toFixed(2), limit && `≤ ${limit}`, limit && measured <= limit);
}

/** Several figures in microseconds, each of which has to keep the limit. */
export function microseconds(about, measured, limit) {
  const figures = measured.map((each) => each.toFixed(1)).join(' / ');
  return row(about, `${figures} µs`, limit && `≤ ${limit} µs`, limit && measured.every((each) => each <= limit));
}

function row(about, measured, limit = '', kept = undefined, kind = undefined) {
  const failed = kept === false && kind === decisive;
  const verdict = kept === undefined ? '' : kept ? 'pass' : failed ? 'FAIL' : 'missed';
  return { about, measured, limit, verdict, failed };
}

function formatBytes(count) {
  return `${count.toLocaleString('en')} B`;
}

export function print(rows) {
  const lines = [{ about: 'Budget', measured: 'Measured', limit: 'Limit', verdict: '' }, ...rows];
  const width = (column) => Math.max(...lines.map((line) => line[column].length));
  const columns = { about: width('about'), measured: width('measured'), limit: width('limit') };
  const format = ({ about, measured, limit, verdict }) =>
    [about.padEnd(columns.about), measured.padStart(columns.measured), limit.padStart(columns.limit), verdict]
      .join('   ')
      .trimEnd();
  const [head, ...body] = lines.map(format);
  console.log(['', head, '─'.repeat(Math.max(...body.map((line) => line.length))), ...body, ''].join('\n'));
  console.log(
    'Bytes and requests decide; speeds inform: they are ratios and differences within this run, medians of rounds',
  );
  console.log('in which all candidates take turns, but a machine that is busy meanwhile still blurs them.');
}
