// A day of a million people with three tabs each, on a virtual clock: what the server is asked by this library, and by
// the schedules that two others describe.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { writeBetweenMarkers } from '../write-into-docs.mjs';
import { chart } from './chart.mjs';
import { events, people, tabs } from './day.mjs';
import { figuresOf } from './figures.mjs';
import { ownDay } from './own.mjs';
import { aMinuteBefore, atThreeQuarters, peerDay } from './peers.mjs';

const seed = 20_261_126;
const mostTimesSteady = 2;

const candidates = [
  { name: 'ngx-implicit-auth', simulate: () => ownDay(seed) },
  { name: 'angular-oauth2-oidc', simulate: () => peerDay(seed, atThreeQuarters) },
  { name: 'oidc-client-ts', simulate: () => peerDay(seed, aMinuteBefore) },
];

/** Prints the day, and writes it into the docs if wanted. Answers whether this library keeps below twice its steady state. */
export async function simulateDay({ writes, progress }) {
  const days = candidates.map(({ name, simulate }) => {
    progress(`simulating a day of ${whole(people)} people with ${name}`);
    return { name, ...figuresOf(simulate()) };
  });
  const text = await format(
    [
      `Simulated by \`npm run bench -- --scale\`: ${whole(people)} people with ${tabs} tabs each, seed ${seed}.`,
      table(
        ['Peak while …', ...days.map(({ name }) => name)],
        events.map((event, at) => comparison(event, at, days)),
      ),
      `The same of this library by endpoint, in requests a second:`,
      table(
        ['Peak while …', 'authorization', 'keys', 'discovery'],
        events.map((event, at) => endpoints(event, at, days[0])),
      ),
    ].join('\n\n'),
    { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' },
  );
  console.log(`\n${text}`);
  if (writes) {
    writeBetweenMarkers('docs/scale.md', text);
    writeFileSync('docs/images/scale.svg', chart(days));
  }
  const [{ steady, peaks }] = days;
  return peaks.every(({ ofTenSeconds }) => ofTenSeconds <= mostTimesSteady * steady);
}

function comparison({ name }, at, days) {
  return [
    at === 0 ? 'nothing happens: mean' : name,
    ...days.map(({ steady, peaks }) => {
      if (at === 0) return `${whole(steady)}/s`;
      const { ofTenSeconds, ofOneSecond } = peaks[at];
      return `${whole(ofTenSeconds)}/s, × ${times(ofTenSeconds / steady)} (${times(ofOneSecond / steady)})`;
    }),
  ];
}

function endpoints({ name }, at, { peaks }) {
  return [at === 0 ? 'nothing happens' : name, ...peaks[at].byEndpoint.map(whole)];
}

function table(head, rows) {
  const alignment = head.map((_, column) => (column ? '--:' : '---'));
  return [head, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const whole = (number) => Math.round(number).toLocaleString('en');
const times = (factor) => (factor < 10 ? factor.toFixed(2) : whole(factor));
