import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { it } from 'node:test';
import { listenOnLoopback, PortTakenError } from './loopback-server.ts';

function occupy(host: string): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

const loopbacks = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, address }) => internal && ['127.0.0.1', '::1'].includes(address))
  .map(({ address }) => address);

for (const host of loopbacks) {
  it(`a port that is taken on ${host} is refused by its number`, async () => {
    const { server, port } = await occupy(host);
    await assert.rejects(
      listenOnLoopback(port, () => () => undefined),
      (error) => error instanceof PortTakenError && error.port === port && error.message.includes(String(port)),
    );
    server.close();
  });

  it(`a server answers on ${host}, and is gone once it is closed`, async () => {
    const server = await listenOnLoopback(0, (url) => (_request, response) => void response.end(url));
    const { port } = new URL(server.url);
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    assert.equal(await (await fetch(address)).text(), server.url);
    await server.close();
    await assert.rejects(fetch(address));
  });
}

it('a server closes although a browser keeps its connection open', async () => {
  const server = await listenOnLoopback(0, () => (_request, response) => void response.write('never ends'));
  const response = await fetch(server.url);
  await server.close();
  await assert.rejects(response.text());
});
