import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import { listenOnLoopback } from './loopback-server.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];
after(() => children.forEach((child) => child.kill('SIGKILL')));

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function freePorts(): Promise<[server: number, api: number]> {
  const servers = await Promise.all([0, 0].map((port) => listenOnLoopback(port, () => () => undefined)));
  await Promise.all(servers.map((server) => server.close()));
  const [server = 0, api = 0] = servers.map(({ url }) => Number(new URL(url).port));
  return [server, api];
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  it(`prints one line per server, nothing else, and ends cleanly on ${signal}`, async () => {
    const [server, api] = await freePorts();
    const child = start(['--server-port', `${server}`, '--api-port', `${api}`]);
    const errors = text(child.stderr);
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (lines.length < 2) continue;
      assert.equal((await fetch(`http://localhost:${api}/timesheets`)).status, 401);
      child.kill(signal);
    }
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0);
    assert.deepEqual(lines, [
      `Authorization server: http://localhost:${server}`,
      `Timesheets API: http://localhost:${api}`,
    ]);
    assert.equal(await errors, '');
  });
}

it('a taken port is named with a way out, exit code 1, nothing left running', async () => {
  const taken = await listenOnLoopback(0, () => (_request, response) => void response.end());
  const [server] = await freePorts();
  const { port } = new URL(taken.url);
  const child = start(['--server-port', `${server}`, '--api-port', port]);
  const [message, output] = await Promise.all([text(child.stderr), text(child.stdout)]);
  if (child.exitCode === null) await once(child, 'exit');
  assert.equal(child.exitCode, 1);
  assert.match(message, new RegExp(`^Port ${port} is taken .*lsof -i :${port}.*--api-port`));
  assert.equal(output, '');
  await taken.close();
});

it('a flag that makes no sense is refused with the usage, exit code 1', async () => {
  const child = start(['--server-port', 'many']);
  const message = await text(child.stderr);
  if (child.exitCode === null) await once(child, 'exit');
  assert.equal(child.exitCode, 1);
  assert.match(message, /--server-port is "many"[\s\S]*Usage:/);
});
