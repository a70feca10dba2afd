import type { Reply } from '../ask.ts';
import { right, unknown, wrong, type Finding } from '../finding.ts';

/** By how much the library lets two clocks differ, unless the app has set less. */
const SKEW_SECONDS = 300;

/** Whether the server's clock and this machine's agree. */
export function clock({ headers, arrived }: Reply): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return unknown('clock', 'The server does not tell its time (no header Date).');
  // An answer out of a cache is as old as its Age says.
  const age = Number(headers.get('age') ?? 0) || 0;
  const seconds = Math.round((date - arrived) / 1000 + age);
  if (Math.abs(seconds) <= SKEW_SECONDS) {
    return right('clock', `The server's and this machine's differ by ${Math.abs(seconds)} s.`);
  }
  const isAhead = seconds > 0;
  return wrong(
    'clock',
    `The server's clock is ${Math.abs(seconds)} s ${isAhead ? 'ahead of' : 'behind'} this machine's, and ${SKEW_SECONDS} s are allowed.`,
    {
      code: isAhead ? 'id_token_not_yet_valid' : 'id_token_too_old',
      cure: 'Set the clock that is wrong, the server’s or this machine’s, by the network (NTP).',
    },
  );
}
