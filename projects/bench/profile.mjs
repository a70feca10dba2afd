// Prints where the library's time goes, by Chromium's CPU profile: in verifying id_tokens, and in the interceptor.
//
//   npm run bench -- --profile
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf } from './apps.mjs';
import { openPage } from './page.mjs';
import { own } from './libraries.mjs';

const LINES = 12;
const CHARACTERS_OF_LINE = 60;
const MICROSECONDS_BETWEEN_SAMPLES = 100;

/** Prints the share of each function's own time in the whole. The page has to be built with its names kept. */
export async function printProfiles(stage) {
  const page = await openPage(stage);
  for (const candidate of ['byHand', own]) {
    const verify = () => page.evaluate((name) => globalThis.bench.verify('RS256', name), candidate);
    const nodes = await profile(page, verify);
    print(`Verifying RS256, ${candidate}`, nodes);
  }
  for (const kind of ['matching', 'foreign', 'relative']) {
    const request = () => page.evaluate(([name, kind]) => globalThis.bench.interceptor(name, kind), [own, kind]);
    const nodes = await profile(page, request);
    print(`The interceptor, ${kind} URLs, without what comes after it`, within('authInterceptor', nodes));
  }
}

/** Profiles a run. Answers the nodes of the call tree: the function, its callees, and its own time in microseconds. */
async function profile(page, run) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: MICROSECONDS_BETWEEN_SAMPLES });
  await devtools.send('Profiler.start');
  await run();
  const { nodes, samples, timeDeltas } = (await devtools.send('Profiler.stop')).profile;
  await devtools.detach();
  const own = new Map(nodes.map(({ id }) => [id, 0]));
  for (const [index, id] of samples.entries()) own.set(id, own.get(id) + timeDeltas[index]);
  return nodes.map(({ id, callFrame, children = [] }) => ({
    id,
    name: callFrame.functionName || lineAt(callFrame),
    children,
    time: own.get(id),
  }));
}

/** Stands in for a function's name: the line in which the function begins. */
function lineAt({ url, lineNumber, columnNumber }) {
  const file = join(folderOf('page'), basename(url));
  if (!url.endsWith('.js') || !existsSync(file)) return '(anonymous)';
  return readFileSync(file, 'utf8').split('\n')[lineNumber].slice(columnNumber).trim().slice(0, CHARACTERS_OF_LINE);
}

/** The nodes of a function and those below it, down to where it hands the request on. */
function within(name, nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const handsOn = (node) => /^(\(?downstreamRequest|interceptorChainEndFn$)/.test(node.name);
  const below = (node) => (handsOn(node) ? [] : [node, ...node.children.flatMap((id) => below(byId.get(id)))]);
  return nodes.filter((node) => node.name === name).flatMap(below);
}

function print(title, nodes) {
  const times = new Map();
  for (const { name, time } of nodes) times.set(name, (times.get(name) ?? 0) + time);
  const whole = [...times.values()].reduce((sum, time) => sum + time, 0);
  const lines = [...times].sort(([, a], [, b]) => b - a).slice(0, LINES);
  console.log(`\n${title}: ${(whole / 1000).toFixed(0)} ms`);
  for (const [name, time] of lines) console.log(`${((time / whole) * 100).toFixed(1).padStart(6)} %  ${name}`);
}
