import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import type { RunningServer } from '../loopback-server.ts';
import { startTokenIssuer, type TokenIssuer } from '../testing/token-issuer.ts';
import { startApi } from './start-api.ts';

const AUDIENCE = 'http://localhost:4301';
const EARLIER = Math.floor(Date.now() / 1000) - 600;

describe('the API’s access tokens', () => {
  let issuer: TokenIssuer;
  let api: RunningServer;
  before(async () => {
    issuer = await startTokenIssuer(AUDIENCE);
    api = await startApi({ port: 0, issuer: issuer.url, audience: AUDIENCE });
  });
  after(() => Promise.all([issuer.close(), api.close()]));

  function get(headers: Record<string, string>, query = ''): Promise<Response> {
    return fetch(`${api.url}/timesheets${query}`, { headers });
  }
  const send = (token: string): Promise<Response> => get({ Authorization: `Bearer ${token}` });

  async function assertInvalid(token: string): Promise<void> {
    const response = await send(token);
    assert.equal(response.status, 401);
    assert.match(response.headers.get('WWW-Authenticate') ?? '', /^Bearer realm="timesheets", error="invalid_token"/);
    const problem = await response.json();
    assert.equal(problem.status, 401);
    assert.ok(!JSON.stringify(problem).includes(token));
  }

  it('are taken when everything is right', async () => {
    assert.equal((await send(await issuer.token())).status, 200);
  });

  it('may come under the scheme’s name in any case', async () => {
    assert.equal((await get({ Authorization: `bearer ${await issuer.token()}` })).status, 200);
  });

  it('are asked for without an error code when there is none (RFC 6750, 3.1)', async () => {
    for (const authorization of [undefined, 'Basic YTpi', 'Bearer', 'Bearer two words']) {
      const response = await get(authorization === undefined ? {} : { Authorization: authorization });
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('WWW-Authenticate'), 'Bearer realm="timesheets"');
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
    }
  });

  it('R47 are refused in the query', async () => {
    const token = await issuer.token();
    const alone = await get({}, `?access_token=${token}`);
    assert.equal(alone.status, 401);
    assert.equal(alone.headers.get('WWW-Authenticate'), 'Bearer realm="timesheets"');
    const both = await get({ Authorization: `Bearer ${token}` }, `?access_token=${token}`);
    assert.equal(both.status, 400);
    assert.match(both.headers.get('WWW-Authenticate') ?? '', /error="invalid_request"/);
  });

  it('are refused once they have expired', async () => {
    const response = await send(await issuer.token({ exp: EARLIER }));
    assert.equal(response.status, 401);
    assert.match(response.headers.get('WWW-Authenticate') ?? '', /error="invalid_token".*expired/);
  });

  it('are refused for another audience', async () => {
    await assertInvalid(await issuer.token({ aud: 'https://elsewhere.example' }));
    await assertInvalid(await issuer.token({ aud: undefined }));
  });

  it('are refused from another issuer', async () => {
    await assertInvalid(await issuer.token({ iss: `${issuer.url}/` }));
    await assertInvalid(await issuer.token({ iss: undefined }));
  });

  it('are refused without the claims of RFC 9068', async () => {
    for (const claim of ['exp', 'iat', 'sub', 'client_id', 'jti']) {
      await assertInvalid(await issuer.token({ [claim]: undefined }));
    }
  });

  it('are refused when they are id_tokens, or any other type', async () => {
    await assertInvalid(await issuer.token({}, { typ: 'JWT' }));
  });

  it('are refused when another key signed them, under a known key id as under none', async () => {
    const stranger = await startTokenIssuer(AUDIENCE);
    await assertInvalid(await stranger.token({ iss: issuer.url }));
    await assertInvalid(await stranger.token({ iss: issuer.url }, { kid: 'unknown' }));
    await stranger.close();
  });

  it('are refused when a claim was changed after signing', async () => {
    const [header, payload = '', signature] = (await issuer.token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'bob' })).toString('base64url');
    await assertInvalid([header, forged, signature].join('.'));
  });

  it('are refused unsigned, and signed by HS256 with the public key', async () => {
    const { keys } = await (await fetch(`${issuer.url}/jwks`)).json();
    const publicKey = await importJWK({ ...keys[0], ext: true }, 'RS256', { extractable: true });
    const secret = new TextEncoder().encode(await exportSPKI(publicKey as CryptoKey));
    const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'alice', client_id: 'x', jti: 'x', scope: 'read:timesheets' };
    await assertInvalid(new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1m').encode());
    await assertInvalid(
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'a-key' })
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(secret),
    );
  });

  it('are refused when they are no JWT at all', async () => {
    for (const token of ['abc', 'a.b.c', '6f1c2d3e-0000-4000-8000-000000000000']) await assertInvalid(token);
  });

  it('without the scope are told which one is needed', async () => {
    for (const scope of ['openid write:timesheets', 'READ:timesheets', '', undefined]) {
      const response = await send(await issuer.token({ scope }));
      assert.equal(response.status, 403);
      assert.match(
        response.headers.get('WWW-Authenticate') ?? '',
        /error="insufficient_scope".*scope="read:timesheets"/,
      );
    }
  });

  it('are answered 503, not 401, while the server’s keys cannot be had', async () => {
    const gone = await startTokenIssuer(AUDIENCE);
    await gone.close();
    const lonely = await startApi({ port: 0, issuer: gone.url, audience: AUDIENCE });
    const headers = { Authorization: `Bearer ${await gone.token()}` };
    const response = await fetch(`${lonely.url}/timesheets`, { headers });
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('WWW-Authenticate'), null);
    await lonely.close();
  });
});
