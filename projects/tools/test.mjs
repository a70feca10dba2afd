// Runs every check and test there is, and ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { findChromium } from './chromium.mjs';
import { npmCommand } from './npm.mjs';

const reports = resolve('dist/reports');

/** Each stage is an npm script. One without `count` is a single check; the others say how to read their report. */
const stages = [
  { script: 'format:check' },
  { script: 'build:library' },
  { script: 'lint' },
  { script: 'types' },
  { script: 'api:check' },
  { script: 'package:check' },
  { script: 'knip' },
  { script: 'size' },
  { script: 'test:unit', args: (report) => ['--json', '--outputFile', report], count: countJest },
  { script: 'test:sandbox', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
  { script: 'test:browser', env: (report) => ({ TEST_REPORT: report }), count: (report) => report },
  { script: 'build:apps' },
  {
    script: 'test:e2e',
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    count: countPlaywright,
  },
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
// The stage gets the signal as well; what it leaves behind is told below.
process.on('SIGINT', () => (interrupted = true));

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
process.env.CHROME_BIN = findChromium() ?? '';

const results = [];
for (const stage of stages) {
  if (interrupted) break;
  console.log(`\n${styleText('bold', `▶ ${stage.script}`)}`);
  results.push(await run(stage));
}
if (interrupted) results.push({ script: 'interrupted', passed: 0, failed: 1, seconds: 0 });
printTotal();

async function run({ script, args, env, count }) {
  const report = join(reports, `${script.replace(':', '-')}.json`);
  const started = performance.now();
  const exitCode = await runScript(script, args?.(report) ?? [], env?.(report));
  const seconds = (performance.now() - started) / 1000;
  return { script, seconds, ...judge(exitCode, count && (() => count(JSON.parse(readFileSync(report, 'utf8'))))) };
}

function runScript(script, args, env) {
  const [command, commandArgs] = npmCommand('run', '--silent', script, '--', ...args);
  return new Promise((settle) => {
    spawn(command, commandArgs, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
      .once('error', () => settle(1))
      .once('close', (code) => settle(code ?? 1));
  });
}

/** What a stage adds to the total. A stage never passes silently: no report, no test, a skipped test are failures. */
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
      script.padEnd(14),
      `${passed} passed, ${failed} failed`.padEnd(24),
      `${seconds.toFixed(1).padStart(6)} s`,
      note,
    ];
    console.log(mark, ...line.filter(Boolean));
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${' '.repeat(41)}${total('seconds').toFixed(1).padStart(6)} s\n`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
}
