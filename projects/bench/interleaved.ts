/** What one repetition of each candidate took in each round, in microseconds. */
export type Times<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** Does something so many times; at once, or until the promise is resolved. */
export type Repeat = (times: number) => unknown;

const WARM_UP_ROUNDS = 20;
const CALIBRATIONS = 8;
/** Long enough for the browser's clock, and short enough to be interrupted in few rounds only. */
const MILLISECONDS_PER_ROUND = 2;

/**
 * Times candidates against each other: each is run once per round, in an order that turns from round to round, so that whatever
 * slows the machine down for a while slows all of them down. The first rounds only warm up and are left out. Many short rounds tell
 * more than a few long ones, of which each is interrupted somewhere; hence a slow candidate repeats itself less often in each.
 */
export async function interleave<Name extends string>(
  rounds: number,
  mostRepetitions: number,
  candidates: Readonly<Record<Name, Repeat>>,
): Promise<Times<Name>> {
  const entries = Object.entries<Repeat>(candidates) as [Name, Repeat][];
  const times = Object.fromEntries(entries.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  const repetitions = new Map<Name, number>();
  for (const [name, repeat] of entries) repetitions.set(name, await fitting(repeat, mostRepetitions));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const turn = (round + WARM_UP_ROUNDS) % entries.length;
    for (const [name, repeat] of [...entries.slice(turn), ...entries.slice(0, turn)]) {
      const microseconds = await timed(repeat, repetitions.get(name) ?? 1);
      if (round >= 0) times[name].push(microseconds);
    }
  }
  return times;
}

/** How many repetitions fill a round, once the code has been compiled. */
async function fitting(repeat: Repeat, most: number): Promise<number> {
  let times = 1;
  for (let attempt = 0; attempt < CALIBRATIONS; attempt++) {
    const microseconds = await timed(repeat, times);
    // The most that ever fitted: whatever interrupts a round must not make all of them shorter.
    times = Math.max(times, Math.min(most, Math.floor((MILLISECONDS_PER_ROUND * 1000) / microseconds)));
  }
  return times;
}

async function timed(repeat: Repeat, times: number): Promise<number> {
  const started = performance.now();
  await repeat(times);
  return ((performance.now() - started) / times) * 1000;
}

/** The median over the rounds of what `compare` makes of two candidates' times in the same round. */
export function medianOf(
  a: readonly number[],
  b: readonly number[],
  compare: (a: number, b: number) => number,
): number {
  return median(a.map((time, round) => compare(time, b[round] ?? NaN)));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
