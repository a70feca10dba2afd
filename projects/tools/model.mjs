// Walks through the model of tabs, persons and server: `npm run test:model -- --runs 100000 --seed 1`. The runs are
// shared out to processes, one after the other on each core, because the pages of a run stay in the memory of its
// process. A counterexample is printed as a story, with what repeats it: `--seed N --path P`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!(runs > 0) || !Number.isSafeInteger(seed)) {
  console.error('npm run test:model -- [--runs N] [--seed N] [--path P]: N is a whole number.');
  process.exit(2);
}

/** So many fit into the memory of a process. */
const RUNS_OF_A_PROCESS = 2500;

const processes = values.path ? 1 : Math.ceil(runs / RUNS_OF_A_PROCESS);
const started = performance.now();
const statuses = [];
let next = 0;
await Promise.all(Array.from({ length: availableParallelism() }, walkOn));
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
const isGreen = statuses.every((status) => status === 0);
console.log(
  `${runs} runs in ${processes} processes, seed ${seed}, ${minutes} min: ${isGreen ? 'every invariant holds' : 'see above'}.`,
);
process.exitCode = isGreen ? 0 : 1;

/** Begins the next process when one has ended, until there is none left, or one has found something. */
async function walkOn() {
  while (next < processes && statuses.every((status) => status === 0)) statuses.push(await walk(seed + next++));
}

function walk(ownSeed) {
  const env = {
    ...process.env,
    MODEL_RUNS: String(Math.ceil(runs / processes)),
    MODEL_SEED: String(ownSeed),
    MODEL_PATH: values.path ?? '',
  };
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const child = spawn(process.execPath, [...jest, 'src/model/session-model', '--silent'], { env, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', resolve));
}
