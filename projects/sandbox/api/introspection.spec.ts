import assert from 'node:assert/strict';
import { it } from 'node:test';
import { listenOnLoopback } from '../loopback-server.ts';
import { startApi } from './start-api.ts';

for (const [what, body, status] of [
  ['a token that is not active', '{"active":false}', 401],
  ['an answer that is no answer', 'null', 401],
  ['a server that speaks something else', '<html>', 503],
] as const) {
  it(`introspection: ${what} is answered ${status}`, async () => {
    const server = await listenOnLoopback(0, () => (_request, response) => void response.end(body));
    const introspection = { endpoint: server.url, clientId: 'timesheets-api', clientSecret: 'secret' };
    const api = await startApi({ port: 0, introspection });
    const headers = { Authorization: 'Bearer some-token' };
    assert.equal((await fetch(`${api.url}/timesheets`, { headers })).status, status);
    await Promise.all([api.close(), server.close()]);
  });
}
