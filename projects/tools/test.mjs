// Runs every check and test there is, and ends with the line `N passed, N failed`.
//
//   npm test               all of it
//   npm run test:quick     for daily work: format, lint, types and Jest, with fewer runs of the model
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { findChromium } from './chromium.mjs';
import { npmCommand } from './npm-command.mjs';

const reports = resolve('dist/reports');
const isQuick = process.argv.includes('--quick');

/**
 * Phases run one after the other, the lanes of a phase side by side, the stages of a lane one after the other. There
 * are two lanes at most, as the whole is measured on two cores. A stage is an npm script: without `count` it is a
 * single check, with it a number of tests, which `count` reads from the stage's report. What is `quick` runs with
 * `--quick` as well, with these variables.
 */
const phases = [
  [[{ script: 'build:library', quick: {} }]],
  [
    [
      { script: 'api:check' },
      { script: 'docs:check' },
      { script: 'docs' },
      { script: 'package:check' },
      { script: 'size' },
      { script: 'test:browser', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
      { script: 'build:apps' },
      { script: 'test:doctor', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
      { script: 'test:schematics', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
      { script: 'test:ng-add', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
      { script: 'test:sandbox', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
    ],
    [
      { script: 'format:check', quick: {} },
      { script: 'lint', quick: {} },
      { script: 'types', quick: {} },
      { script: 'knip' },
      {
        script: 'test:unit',
        quick: { MODEL_RUNS: '200' },
        args: (report) => ['--json', '--outputFile', report],
        count: countJest,
      },
    ],
  ],
  [
    [
      {
        script: 'test:e2e',
        env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
        count: countPlaywright,
      },
    ],
  ],
];

function countJest({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
  };
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

let interrupted = false;
// Not the end of this process: the running stage gets the signal as well, and the results so far are printed below.
process.on('SIGINT', () => (interrupted = true));

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
process.env.CHROME_BIN = findChromium() ?? '';

const started = performance.now();
const results = [];
for (const lanes of isQuick ? quickPhases() : phases) {
  const ofLanes = await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)));
  results.push(...ofLanes.flat());
}
if (interrupted) results.push({ script: 'interrupted', passed: 0, failed: 1, seconds: 0 });
printTotal();

/** The quick stages of each phase: the checks beside the tests. */
function quickPhases() {
  return phases.map((lanes) => {
    const stages = lanes.flat().filter(({ quick }) => quick);
    return [stages.filter(({ count }) => !count), stages.filter(({ count }) => count)].filter(({ length }) => length);
  });
}

/**
 * Runs one stage after the other. Beside another lane, the output of a stage is printed when the stage has ended, so
 * that the lanes do not talk at once.
 */
async function runLane(stages, isBeside) {
  const results = [];
  for (const stage of stages) {
    if (interrupted) break;
    if (isBeside) console.log(styleText('dim', `… ${stage.script}`));
    else printTitle(stage);
    const { output, ...result } = await run(stage, isBeside ? 'pipe' : 'inherit');
    if (isBeside) printTitle(stage);
    process.stdout.write(output);
    results.push(result);
  }
  return results;
}

function printTitle({ script }) {
  console.log(`\n${styleText('bold', `▶ ${script}`)}`);
}

async function run({ script, args, env, count, quick }, stdio) {
  const report = join(reports, `${script.replace(':', '-')}.json`);
  const started = performance.now();
  const variables = { ...env?.(report), ...(isQuick && quick) };
  const { exitCode, output } = await runScript(script, args?.(report) ?? [], variables, stdio);
  const seconds = (performance.now() - started) / 1000;
  return {
    script,
    seconds,
    output,
    ...judge(exitCode, count && (() => count(JSON.parse(readFileSync(report, 'utf8'))))),
  };
}

function runScript(script, args, env, stdio) {
  const [command, commandArgs] = npmCommand('run', '--silent', script, '--', ...args);
  return new Promise((settle) => {
    let output = '';
    const child = spawn(command, commandArgs, { stdio: ['ignore', stdio, stdio], env: { ...process.env, ...env } })
      .once('error', () => settle({ exitCode: 1, output }))
      .once('close', (code) => settle({ exitCode: code ?? 1, output }));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
  });
}

/** What a stage adds to the total. Without a report, without a test, or with a skipped test it has failed. */
function judge(exitCode, readCounts) {
  if (!readCounts) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  let counts;
  try {
    counts = readCounts();
  } catch {
    return { passed: 0, failed: 1, note: 'left no report' };
  }
  const { passed, failed, skipped } = counts;
  if (passed + failed === 0) return { passed, failed: 1, note: 'ran no test' };
  if (skipped > 0) return { passed, failed: failed + skipped, note: `${skipped} skipped, counted as failed` };
  if (exitCode !== 0 && failed === 0) return { passed, failed: 1, note: `ended with exit code ${exitCode}` };
  return { passed, failed };
}

function printTotal() {
  console.log('');
  for (const { script, passed, failed, seconds, note } of results) {
    const mark = failed > 0 ? styleText('red', '✘') : styleText('green', '✔');
    const line = [
      script.padEnd(15),
      `${passed} passed, ${failed} failed`.padEnd(24),
      `${seconds.toFixed(1).padStart(6)} s`,
      note,
    ];
    console.log(mark, ...line.filter(Boolean));
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${' '.repeat(42)}${seconds.toFixed(1).padStart(6)} s in all\n`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
}
