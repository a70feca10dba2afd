// Serves the demo, the authorization server it signs in to and the API it reads, until Ctrl-C.
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import { isServerName, SERVER_NAMES } from '../sandbox/authorization-server/server-names.ts';
import { isPortInUse } from './port-in-use.mjs';
import { endTree, spawnTree } from './process-tree.mjs';

const readyWithinMilliseconds = 180_000;

const servers = [
  { name: 'demo', port: 4200, path: '/' },
  // Any answer of these two will do: the one has nothing at its root, the other wants a token.
  { name: 'authorization server', port: 4300, path: '/', anyStatus: true },
  { name: 'timesheets API', port: 4301, path: '/', anyStatus: true },
];

const commands = (server) => [
  {
    label: 'sandbox',
    args: ['--disable-warning=ExperimentalWarning', 'projects/sandbox/main.ts', '--server', server],
  },
  {
    label: 'demo',
    args: ['node_modules/@angular/cli/bin/ng.js', 'serve', 'demo', `--define=AUTHORIZATION_SERVER_KIND='${server}'`],
  },
];

const children = [];
let ready = false;
let ending;

process
  .once('SIGINT', () => end(130))
  .once('SIGTERM', () => end(143))
  .once('SIGHUP', () => end(129));

endWithParent();

const server = serverName();
if (server && (await portsAreFree())) {
  commands(server).forEach(start);
  await Promise.all(servers.map(waitFor));
  if (!ending) {
    ready = true;
    printAddress();
  }
} else {
  process.exitCode = 1;
}

/** The authorization server that the command line names; nothing when it cannot be understood. */
function serverName() {
  try {
    const { server } = parseArgs({ options: { server: { type: 'string', default: 'strict' } } }).values;
    if (isServerName(server)) return server;
    console.error(
      `There is no authorization server "${server}". Write npm start -- --server ${SERVER_NAMES.join('|')}.`,
    );
  } catch (error) {
    console.error(`${error.message}\nWrite npm start, or npm start -- --server ${SERVER_NAMES.join('|')}.`);
  }
}

/** Ends everything once npm is gone: npm does not pass every signal on. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(1), 500).unref();
}

async function portsAreFree() {
  const taken = await Promise.all(servers.map(({ port }) => isPortInUse(port)));
  servers.forEach(({ name, port }, index) => {
    if (!taken[index]) return;
    console.error(
      `Port ${port}, which the ${name} needs, is taken. End the program that uses it, then run npm start again.`,
    );
  });
  return !taken.includes(true);
}

function start({ label, args }) {
  const child = spawnTree(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const unseen = [];
  const print = (line) => console.log(`${styleText('dim', `[${label}]`)} ${line}`);
  // Until all is ready, only stderr is shown. What a server has said on stdout is printed if it ends before that.
  createInterface({ input: child.stdout }).on('line', (line) => (ready ? print(line) : unseen.push(line)));
  createInterface({ input: child.stderr }).on('line', print);
  child.once('close', (code, signal) => {
    if (ending) return;
    if (!ready) unseen.forEach(print);
    console.error(`\nThe ${label} has ended (${signal ?? `exit code ${code}`}), so everything ends.`);
    void end(code || 1);
  });
  children.push(child);
}

async function waitFor({ name, port, path, anyStatus }) {
  const address = `http://localhost:${port}`;
  const deadline = Date.now() + readyWithinMilliseconds;
  console.log(`${styleText('dim', '…')} ${name} starting`);
  while (!ending) {
    if (await answers(address + path, anyStatus)) {
      console.log(`${styleText('green', '✔')} ${name} on ${address}`);
      return;
    }
    if (Date.now() > deadline) {
      const minutes = readyWithinMilliseconds / 60_000;
      console.error(`\nThe ${name} does not answer on ${address} after ${minutes} minutes, so everything ends.`);
      await end(1);
    }
    await delay(250);
  }
}

async function answers(url, anyStatus = false) {
  try {
    const response = await fetch(url, { headers: { accept: 'text/html, application/json' } });
    await response.body?.cancel();
    return anyStatus || response.ok;
  } catch {
    return false;
  }
}

function printAddress() {
  const lines = [
    'Timesheets is ready',
    '',
    'Open      http://localhost:4200',
    'Sign in   alice / correct-horse-1   (writes timesheets)',
    '          bob   / correct-horse-2   (approves them, too)',
    '',
    'Ctrl-C ends everything.',
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const frame = (left, right) => `${left}${'─'.repeat(width + 4)}${right}`;
  const framed = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  console.log(['', frame('╭', '╮'), ...framed, frame('╰', '╯'), ''].join('\n'));
}

function end(code) {
  ending ??= Promise.all(children.map(endTree)).then(() => process.exit(code));
  return ending;
}
