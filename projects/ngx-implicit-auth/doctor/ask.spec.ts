import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { listenOnLoopback } from '../../sandbox/loopback-server.ts';
import { asker, silenceOf, type Silence } from './ask.ts';
import { startServer } from './testing/server.ts';

const REASONS: readonly (readonly [code: string, silence: Silence])[] = [
  ['ENOTFOUND', 'name'],
  ['EAI_AGAIN', 'name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ECONNREFUSED', 'refused'],
  ['UND_ERR_CONNECT_TIMEOUT', 'time'],
  ['ETIMEDOUT', 'time'],
  ['UND_ERR_HEADERS_OVERFLOW', 'headers'],
  ['HPE_INVALID_CONSTANT', 'protocol'],
  ['Z_DATA_ERROR', 'protocol'],
  ['ECONNRESET', 'connection'],
];
for (const [code, silence] of REASONS) {
  it(`takes ${code} for ${silence}`, () => {
    const cause = Object.assign(new Error('no'), { code });
    assert.deepEqual(silenceOf(new TypeError('fetch failed', { cause }), 1_000), { silence, detail: code });
  });
}

it('follows redirects within the host, and keeps what each of them answers', async () => {
  const { url, close } = await startServer(() => ({
    '/one': () => ({ status: 302, headers: { location: '/two' } }),
    '/two': () => ({ status: 200, body: 'there' }),
  }));
  const answer = await asker(1_000)(`${url}/one`);
  await close();
  assert.ok(answer.kind === 'reply');
  assert.deepEqual([answer.status, answer.text, answer.hops.length], [200, 'there', 2]);
});

it('follows no redirect to another host, and none in answer to a form', async () => {
  let asked = 0;
  const other = await startServer(() => ({
    '/secret': () => {
      asked += 1;
      return { status: 200 };
    },
  }));
  const { url, close } = await startServer(() => ({
    '/away': () => ({ status: 307, headers: { location: `${other.url}/secret` } }),
    '/within': () => ({ status: 307, headers: { location: '/away' } }),
  }));
  const ask = asker(1_000);
  const away = await ask(`${url}/within`);
  const posted = await ask(`${url}/within`, { method: 'POST', body: new URLSearchParams('token=a') });
  await Promise.all([close(), other.close()]);
  assert.ok(away.kind === 'reply' && posted.kind === 'reply');
  assert.deepEqual([away.location, posted.location, asked], [`${other.url}/secret`, `${url}/away`, 0]);
});

it('reads no more than 1 MiB of an answer that does not end', async () => {
  const { url, close } = await listenOnLoopback(0, () => (_request, response) => {
    response.write(Buffer.alloc(2 ** 21, 'a'));
  });
  const answer = await asker(5_000)(url);
  await close();
  assert.ok(answer.kind === 'reply');
  assert.deepEqual([answer.isTooLong, answer.text.length], [true, 2 ** 20]);
});

it('gives up redirects that go in circles', async () => {
  const { url, close } = await startServer(() => ({ '/': () => ({ status: 302, headers: { location: '/' } }) }));
  const answer = await asker(1_000)(url);
  await close();
  assert.ok(answer.kind === 'reply');
  assert.deepEqual([answer.status, answer.hops.length], [302, 10]);
});

it('reads text as browsers do, and obeys no compression without end', async () => {
  const bodies: Readonly<Record<string, () => Buffer>> = {
    '/marked': () => Buffer.from('\uFEFF{}'),
    '/broken': () => Buffer.from([0x22, 0xff, 0x22]),
    '/bomb': () => gzipSync(Buffer.alloc(2 ** 26, ' ')),
  };
  const { url, close } = await listenOnLoopback(0, () => (request, response) => {
    const path = request.url ?? '';
    response.writeHead(200, path === '/bomb' ? { 'content-encoding': 'gzip' } : {}).end(bodies[path]?.());
  });
  const texts = await Promise.all(['/marked', '/broken', '/bomb'].map((path) => asker(5_000)(url + path)));
  await close();
  assert.deepEqual(
    texts.map((answer) => answer.kind === 'reply' && [answer.text.trim(), answer.isTooLong]),
    [
      ['{}', false],
      ['"\uFFFD"', false],
      ['', true],
    ],
  );
});

it('tells what is no HTTP, or has more headers than may be read, from a connection that ends', async () => {
  const { url, close } = await listenOnLoopback(0, () => (request, response) => {
    if (request.url === '/garbage') request.socket.end('no HTTP at all\r\n\r\n');
    else response.writeHead(200, { 'x-long': 'a'.repeat(40_000) }).end();
  });
  const answers = await Promise.all(['/garbage', '/long'].map((path) => asker(1_000)(url + path)));
  await close();
  assert.deepEqual(
    answers.map((answer) => answer.kind === 'no-reply' && answer.silence),
    ['protocol', 'headers'],
  );
});

it('follows no redirect with a user name and a password', async () => {
  const { url, close } = await startServer((at) => ({
    '/': () => ({ status: 302, headers: { location: at.replace('://', '://me:secret@') } }),
  }));
  const answer = await asker(1_000)(url);
  await close();
  assert.ok(answer.kind === 'reply');
  assert.deepEqual([answer.status, answer.hops.length], [302, 1]);
});
