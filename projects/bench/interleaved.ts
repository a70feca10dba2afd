/** Microseconds that one repetition of each candidate took, round by round. */
export type Times<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** Does something so many times, and is done when it returns or when its promise is resolved. */
export type Repeat = (times: number) => unknown;

const WARM_UP_ROUNDS = 20;
const CALIBRATIONS = 8;
/** Long enough for a browser's clock, and so short that only few rounds are interrupted. */
const MILLISECONDS_PER_ROUND = 2;

/**
 * Times candidates against each other. Each runs once in every round, and each round begins with the next candidate, so
 * that whatever slows the machine down for a while slows all of them down. The first rounds only warm up and do not
 * count.
 *
 * Many short rounds tell more than a few long ones, each of which is interrupted somewhere. So a slow candidate repeats
 * itself less often in a round, and at most `mostRepetitions` times.
 */
export async function interleave<Name extends string>(
  rounds: number,
  mostRepetitions: number,
  candidates: Readonly<Record<Name, Repeat>>,
): Promise<Times<Name>> {
  const entries = Object.entries<Repeat>(candidates) as [Name, Repeat][];
  const times = Object.fromEntries(entries.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  const repetitions = new Map<Name, number>();
  for (const [name, repeat] of entries) repetitions.set(name, await fittingRepetitions(repeat, mostRepetitions));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [name, repeat] of inTurn(entries, round + WARM_UP_ROUNDS)) {
      const microseconds = await time(repeat, repetitions.get(name) ?? 1);
      if (round >= 0) times[name].push(microseconds);
    }
  }
  return times;
}

/** The list as it stands in this round: each round begins with the next member. */
export function inTurn<Member>(list: readonly Member[], round: number): readonly Member[] {
  const first = round % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Finds out how many repetitions fill a round, once the code has been compiled. */
async function fittingRepetitions(repeat: Repeat, most: number): Promise<number> {
  let times = 1;
  for (let attempt = 0; attempt < CALIBRATIONS; attempt++) {
    const microseconds = await time(repeat, times);
    // The most that ever fitted, as one interruption must not make all rounds shorter.
    times = Math.max(times, Math.min(most, Math.floor((MILLISECONDS_PER_ROUND * 1000) / microseconds)));
  }
  return times;
}

/** The microseconds of one repetition, on average. */
async function time(repeat: Repeat, times: number): Promise<number> {
  const started = performance.now();
  await repeat(times);
  return ((performance.now() - started) / times) * 1000;
}

/** Compares two candidates round by round, and takes the median of that. */
export function medianOf(
  a: readonly number[],
  b: readonly number[],
  compare: (a: number, b: number) => number,
): number {
  return median(a.map((ofA, round) => compare(ofA, b[round] ?? NaN)));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
