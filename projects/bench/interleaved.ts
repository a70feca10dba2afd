/** What each candidate took in each round, in milliseconds. */
export type Times<Name extends string | number> = Readonly<Record<Name, readonly number[]>>;

const WARM_UP_ROUNDS = 20;

/**
 * Times candidates against each other: each is run once per round, in an order that turns from round to round, so that whatever
 * slows the machine down for a while slows all of them down. The first rounds only warm up and are left out. Many short rounds tell
 * more than a few long ones, of which each is interrupted somewhere.
 */
export async function interleave<Name extends string | number>(
  rounds: number,
  candidates: Readonly<Record<Name, () => unknown>>,
): Promise<Times<Name>> {
  const entries = Object.entries<() => unknown>(candidates) as [Name, () => unknown][];
  const times = Object.fromEntries(entries.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const turn = (round + WARM_UP_ROUNDS) % entries.length;
    for (const [name, run] of [...entries.slice(turn), ...entries.slice(0, turn)]) {
      const started = performance.now();
      await run();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return times;
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
