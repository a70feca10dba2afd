import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { accessTokenOf, APP, authorizationUrl, logIn, responseIn, signIn } from '../../testing/sign-in.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

const AUDIENCE = 'http://localhost:4301';

describe('signing in', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0, accessTokenSeconds: 7, idTokenSeconds: 11 });
  });
  after(() => server.close());

  it('brings both tokens in the fragment of the redirect URI, with the state', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'bob');
    assert.deepEqual([...response.keys()].sort(), [
      'access_token',
      'expires_in',
      'id_token',
      'scope',
      'state',
      'token_type',
    ]);
    assert.equal(response.get('state'), 'the-state');
    assert.equal(response.get('token_type'), 'Bearer');
    assert.equal(response.get('expires_in'), '7');
  });

  it('issues an id_token that verifies, with the nonce, at_hash and the profile claims', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'alice');
    const keys = createLocalJWKSet(await (await fetch(`${server.url}/jwks`)).json());
    const { payload } = await jwtVerify(response.get('id_token') ?? '', keys, {
      issuer: server.url,
      audience: 'timesheets-demo',
      algorithms: ['RS256'],
    });
    const { exp = 0, iat = 0 } = payload;
    assert.equal(exp - iat, 11);
    const hash = createHash('sha256').update(accessTokenOf(response)).digest();
    assert.equal(payload['at_hash'], hash.subarray(0, 16).toString('base64url'));
    assert.deepEqual(
      { ...payload, at_hash: 0, iat: 0, exp: 0 },
      {
        iss: server.url,
        sub: 'alice',
        aud: 'timesheets-demo',
        nonce: 'the-nonce',
        name: 'Alice Martin',
        given_name: 'Alice',
        family_name: 'Martin',
        preferred_username: 'alice',
        roles: ['employee'],
        email: 'alice@timesheets.example',
        email_verified: true,
        at_hash: 0,
        iat: 0,
        exp: 0,
      },
    );
  });

  it('issues a JWT access token for the API (RFC 9068)', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'bob'));
    const { typ, alg } = decodeProtectedHeader(token);
    const { iss, sub, aud, client_id, scope, name, iat = 0, exp = 0 } = decodeJwt(token);
    assert.deepEqual({ typ, alg }, { typ: 'at+jwt', alg: 'RS256' });
    assert.deepEqual(
      { iss, sub, aud, client_id, name, lifetime: exp - iat },
      { iss: server.url, sub: 'bob', aud: AUDIENCE, client_id: 'timesheets-demo', name: 'Bob Keller', lifetime: 7 },
    );
    assert.equal(scope, 'read:timesheets write:timesheets approve:timesheets');
  });

  it('answers response_type=id_token without an access token', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'alice', { response_type: 'id_token' });
    assert.deepEqual([...response.keys()].sort(), ['id_token', 'state']);
    assert.equal(decodeJwt(response.get('id_token') ?? '')['name'], 'Alice Martin');
  });

  it('R38 puts auth_time into the id_token when max_age was sent', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'alice', { max_age: '60' });
    assert.equal(typeof decodeJwt(response.get('id_token') ?? '')['auth_time'], 'number');
  });

  it('answers at the root of the app as well', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url, { redirect_uri: `${APP}/` }));
    const end = await browser.submit(await logIn(browser, login, 'alice'), { decision: 'allow' });
    assert.equal(`${end.url.origin}${end.url.pathname}`, `${APP}/`);
    assert.ok(responseIn(end).has('id_token'));
  });

  it('takes the API named by the resource parameter, and no other', async () => {
    const named = await signIn(openBrowser(server.url), server.url, 'bob', { resource: AUDIENCE });
    assert.equal(decodeJwt(accessTokenOf(named)).aud, AUDIENCE);

    const foreign = await openBrowser(server.url).goto(
      authorizationUrl(server.url, { resource: 'https://elsewhere.example' }),
    );
    assert.equal(responseIn(foreign).get('error'), 'invalid_target');
  });

  it('asks for neither password nor consent again within a session', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    assert.ok(responseIn(await browser.goto(authorizationUrl(server.url))).has('access_token'));
    const silent = await browser.goto(authorizationUrl(server.url, { prompt: 'none' }));
    assert.ok(responseIn(silent).has('access_token'));
  });

  it('answers prompt=none with login_required, and with its iss, when nobody is signed in', async () => {
    const page = await openBrowser(server.url).goto(authorizationUrl(server.url, { prompt: 'none' }));
    assert.equal(responseIn(page).get('error'), 'login_required');
    assert.equal(responseIn(page).get('iss'), server.url);
  });

  it('lets two tabs sign in side by side', async () => {
    const browser = openBrowser(server.url);
    const first = await browser.goto(authorizationUrl(server.url, { state: 'first' }));
    const second = await browser.goto(authorizationUrl(server.url, { state: 'second' }));
    const consents = [await logIn(browser, first, 'alice'), await logIn(browser, second, 'alice')];
    for (const [index, state] of ['first', 'second'].entries()) {
      const consent = consents[index] ?? assert.fail();
      const response = responseIn(await browser.submit(consent, { decision: 'allow' }));
      assert.equal(response.get('state'), state);
      assert.ok(response.has('access_token'));
    }
  });

  it('lets another person take over with prompt=login', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    const login = await browser.goto(authorizationUrl(server.url, { prompt: 'login' }));
    const ending = await logIn(browser, login, 'bob');
    const consent = await browser.submit(ending, {});
    const response = responseIn(await browser.submit(consent, { decision: 'allow' }));
    assert.equal(decodeJwt(response.get('id_token') ?? '').sub, 'bob');
  });

  it('lets scripts of any origin read the metadata and the key set', async () => {
    for (const path of ['/.well-known/openid-configuration', '/jwks']) {
      const { headers } = await fetch(`${server.url}${path}`, { headers: { Origin: APP } });
      assert.equal(headers.get('Access-Control-Allow-Origin'), APP, path);
    }
  });

  it('announces the endpoints and response types it has', async () => {
    const metadata = await (await fetch(`${server.url}/.well-known/openid-configuration`)).json();
    assert.equal(metadata.issuer, server.url);
    assert.equal(metadata.end_session_endpoint, `${server.url}/session/end`);
    assert.equal(metadata.revocation_endpoint, `${server.url}/token/revocation`);
    assert.deepEqual(metadata.response_types_supported, ['code', 'id_token token', 'id_token']);
  });
});
