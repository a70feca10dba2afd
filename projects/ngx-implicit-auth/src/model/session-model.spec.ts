import fc, { type RunDetails } from 'fast-check';
// Loaded before the first run: what is loaded within one would take time that nobody can tell beforehand.
import '../lib/access-tokens/access-tokens-part';
import '../lib/id-token/verify-id-token';
import '../lib/renewal/refresh-part';
import '../lib/renewal/renewal-part';
import '../lib/settings/late-settings-part';
import '../lib/sign-in/sign-in-part';
import '../lib/token-endpoint/token-endpoint-part';
import '../lib/user-info/user-info-part';
import { installBrowserEdge } from './browser-edge';
import { signIn } from './commands/acts';
import { COMMANDS } from './commands/commands';
import { INVARIANTS } from './invariants';
import { SETUP, type Setup } from './setup';
import { World } from './world';

// `npm run test:model` sets them. By default the runs are the same each time, so that a change is to blame if one fails.
const { MODEL_RUNS = '2000', MODEL_SEED = '1', MODEL_PATH } = process.env;

let world: World | undefined;
let result: Pick<RunDetails<unknown>, 'failed' | 'seed' | 'counterexamplePath' | 'errorInstance'>;

let restore: () => void;
/** Jest's own is a copy. */
const realProcess = process.getBuiltinModule('process');
const onRejection = (thrown: unknown) => world?.witness.promises.thrown(null, thrown);

beforeAll(async () => {
  restore = installBrowserEdge();
  realProcess.on('unhandledRejection', onRejection);
  const sequences = fc.commands([...COMMANDS], { maxCommands: 40, size: 'max' });
  result = await fc.check(fc.asyncProperty(SETUP, fc.noBias(sequences), fc.scheduler(), run), {
    numRuns: Number(MODEL_RUNS),
    seed: Number(MODEL_SEED),
    ...(MODEL_PATH && { path: MODEL_PATH }),
  });
}, 36_000_000);

afterAll(() => {
  restore();
  realProcess.off('unhandledRejection', onRejection);
});

async function run(setup: Setup, commands: Iterable<fc.AsyncCommand<World, World>>, scheduler: fc.Scheduler) {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const current = (world = new World(setup, scheduler));
  jest.spyOn(console, 'warn').mockImplementation((warning) => {
    current.witness.secrets.told(null, 'a warning', warning);
  });
  for (const [at, person] of setup.signedIn.entries()) await signIn(current, current.tabs[at]!, person);
  await fc.asyncModelRun(() => ({ model: current, real: current }), commands);
  await current.finish();
}

/** The story of the shortest run that does not hold, with what repeats it. */
function story(): string {
  const { seed, counterexamplePath, errorInstance } = result;
  const text = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  // Commands are made shorter anew each time: only the run that failed first can be repeated.
  const [path = ''] = counterexamplePath?.split(':') ?? [];
  return `${text}\n\nnpm run test:model -- --seed ${seed} --path ${path}\n`;
}

describe('three tabs, two persons and one server', () => {
  it.each(Object.entries(INVARIANTS))('%s %s', (name) => {
    const isBroken = result.failed && (story().startsWith(`${name}:`) || (name === 'I7' && !/^I\d+:/.test(story())));

    expect(isBroken ? story() : null).toBeNull();
  });
});
