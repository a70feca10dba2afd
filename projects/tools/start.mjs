// Serves the demo, the authorization server it signs in to and the API it reads, until Ctrl-C.
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import { FLOWS, isFlow, offersFlow } from '../sandbox/authorization-server/flows.ts';
import { isServerName, SERVER_NAMES } from '../sandbox/authorization-server/server-names.ts';
import { isPortInUse } from './port-in-use.mjs';
import { endTree, spawnTree } from './process-tree.mjs';

const readyWithinMilliseconds = 180_000;

const usage = `Usage: npm start -- [options]

Serves the demo on http://localhost:4200, with its authorization server and its API, until Ctrl-C.

  --server NAME   which authorization server: ${SERVER_NAMES.join(', ')} (strict)
  --flow NAME     how tokens come: ${Object.keys(FLOWS).join(', ')} (implicit); code with ${FLOWS.code.join(', ')} only
  --help          this text`;

const servers = [
  { name: 'demo', port: 4200, path: '/' },
  // Any answer of these two will do: the one has nothing at its root, the other wants a token.
  { name: 'authorization server', port: 4300, path: '/', anyStatus: true },
  { name: 'timesheets API', port: 4301, path: '/', anyStatus: true },
];

const commands = ({ server, flow }) => [
  {
    label: 'sandbox',
    args: ['--disable-warning=ExperimentalWarning', 'projects/sandbox/main.ts', '--server', server],
  },
  {
    label: 'demo',
    args: [
      ...['node_modules/@angular/cli/bin/ng.js', 'serve', 'demo'],
      ...[`--define=AUTHORIZATION_SERVER_KIND='${server}'`, `--define=AUTHORIZATION_FLOW='${flow}'`],
    ],
  },
];

const children = [];
let ready = false;
let ending;

process
  .once('SIGINT', () => end(130, 'Everything has ended. Goodbye!'))
  .once('SIGTERM', () => end(143))
  .once('SIGHUP', () => end(129));

endWithParent();

const choice = chosen();
if (choice === 'help') {
  console.log(usage);
} else if (choice && (await portsAreFree())) {
  commands(choice).forEach(start);
  await Promise.all(servers.map(waitFor));
  if (!ending) {
    ready = true;
    printAddress(choice);
  }
} else {
  process.exitCode = 1;
}

/** The authorization server and the flow that the command line names, or `help`; nothing when they cannot be had. */
function chosen() {
  const command = (flag, values) => `npm start -- ${flag} ${values.join('|')}`;
  const serverCommand = command('--server', SERVER_NAMES);
  const flowCommand = command('--flow', Object.keys(FLOWS));
  try {
    const { server, flow, help } = parseArgs({
      options: {
        server: { type: 'string', default: 'strict' },
        flow: { type: 'string', default: 'implicit' },
        help: { type: 'boolean' },
      },
    }).values;
    if (help) return 'help';
    if (!isServerName(server)) {
      console.error(`There is no authorization server "${server}". Write ${serverCommand}.`);
    } else if (!isFlow(flow)) {
      console.error(`There is no flow "${flow}". Write ${flowCommand}.`);
    } else if (!offersFlow(server, flow)) {
      const others = command(`--flow ${flow} --server`, FLOWS[flow]);
      console.error(
        `The authorization server "${server}" does not offer the flow "${flow}". Leave --flow out, or write ${others}.`,
      );
    } else {
      return { server, flow };
    }
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
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
  // Only stderr is shown, so that the address stays the last word. What a server has said on stdout is printed if it
  // ends before all is ready.
  createInterface({ input: child.stdout }).on('line', (line) => ready || unseen.push(line));
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

function printAddress({ flow }) {
  const lines = [
    'Timesheets is ready',
    '',
    'Open      http://localhost:4200',
    'Sign in   alice / correct-horse-1   (writes timesheets)',
    '          bob   / correct-horse-2   (approves them, too)',
    `Flow      ${flow === 'code' ? 'authorization code + PKCE' : 'implicit          (code + PKCE: npm start -- --flow code)'}`,
    '',
    'Ctrl-C ends everything.',
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const frame = (left, right) => `${left}${'─'.repeat(width + 4)}${right}`;
  const framed = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  console.log(['', frame('╭', '╮'), ...framed, frame('╰', '╯'), ''].join('\n'));
}

function end(code, farewell) {
  ending ??= Promise.all(children.map(endTree)).then(() => {
    if (farewell) console.log(`\n${farewell}`);
    process.exit(code);
  });
  return ending;
}
