// Draws the day: how many times its steady state each library asks the server, minute by minute.
import { asleepFrom, deployment, down, ends, keysRotateAt, wakeAt } from './day.mjs';
import { peakOf } from './figures.mjs';

const [width, height] = [960, 420];
const plot = { left: 56, right: 944, top: 40, bottom: 340 };
const [least, most] = [0.5, 200];
/** The night is left out but for this much. */
const nightSeconds = 900;
const minute = 60;

/** Beside its colour, each line has a stroke of its own. */
const strokes = ['', '7 4', '2 3'];

const marks = [
  { at: 0, label: 'sign-ins' },
  { at: keysRotateAt, label: 'keys rotate' },
  { at: down.from, label: 'down' },
  { at: down.to, label: 'back' },
  { at: deployment.at, label: 'deployed' },
  { at: wakeAt, label: 'wake-up' },
];

export function chart(days) {
  const names = days.map(({ name }) => name).join(', ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title about">
<title id="title">A day of a million people</title>
<desc id="about">Requests a second at the authorization server as multiples of each library's own steady state: ${names}.</desc>
<style>
text { font: 13px system-ui, sans-serif; fill: #57606a }
.rule { stroke: #57606a; stroke-opacity: 0.25 }
.limit { stroke: #57606a; stroke-dasharray: 1 3 }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round }
.l0 { stroke: #0969da } .l1 { stroke: #bc4c00 } .l2 { stroke: #8250df }
@media (prefers-color-scheme: dark) {
text { fill: #b1bac4 } .rule, .limit { stroke: #b1bac4 }
.l0 { stroke: #58a6ff } .l1 { stroke: #f0883e } .l2 { stroke: #bc8cff }
}
</style>
${[1, 2, 10, 100].map(level).join('\n')}
${marks.map(mark).join('\n')}
${days.map(line).join('\n')}
${days.map(legend).join('\n')}
</svg>
`;
}

function level(factor) {
  const at = y(factor);
  return `<path class="${factor === 2 ? 'limit' : 'rule'}" d="M${plot.left} ${at}H${plot.right}"/><text x="${plot.left - 8}" y="${at + 4}" text-anchor="end">× ${factor}</text>`;
}

function mark({ at, label }, index) {
  // Neighbours would overlap in one row.
  const row = plot.bottom + 20 + (index % 2) * 16;
  return `<path class="rule" d="M${x(at)} ${plot.top}V${plot.bottom}"/><text x="${x(at)}" y="${row}">${label}</text>`;
}

function line({ all, steady }, index) {
  const points = [];
  for (let from = 0; from + minute <= ends; from += minute) {
    if (from >= asleepFrom && from < wakeAt) continue;
    const factor = peakOf(all, { from, to: from + minute }, 10) / steady;
    points.push(`${from === 0 || from === wakeAt ? 'M' : 'L'}${x(from)} ${y(factor)}`);
  }
  return `<path class="line l${index}"${dash(index)} d="${points.join('')}"/>`;
}

function legend({ name, steady }, index) {
  const left = plot.left + index * 300;
  const label = `${name} (× 1 = ${Math.round(steady).toLocaleString('en')}/s)`;
  return `<path class="line l${index}"${dash(index)} d="M${left} 398h28"/><text x="${left + 36}" y="402">${label}</text>`;
}

const dash = (index) => (strokes[index] ? ` stroke-dasharray="${strokes[index]}"` : '');

function x(second) {
  const awake = second < wakeAt ? Math.min(second, asleepFrom) : second - wakeAt + asleepFrom + nightSeconds;
  const whole = ends - wakeAt + asleepFrom + nightSeconds;
  return Math.round(plot.left + (awake / whole) * (plot.right - plot.left));
}

function y(factor) {
  const share = Math.log(Math.max(least, Math.min(factor, most)) / least) / Math.log(most / least);
  return Math.round(plot.bottom - share * (plot.bottom - plot.top));
}
