import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { redeem, refresh, signInForCode } from '../../testing/code.ts';
import { accessTokenOf, APP, authorizationUrl, responseIn, signIn } from '../../testing/sign-in.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

/** Without a scope of the API, an access token is a mere reference to what this server has stored. */
const OPAQUE = { scope: 'openid profile' };

describe('revoking a token', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
  });
  after(() => server.close());

  function revoke(token: string, parameters: Readonly<Record<string, string>> = {}, origin = APP): Promise<Response> {
    return fetch(`${server.url}/token/revocation`, {
      method: 'POST',
      headers: { Origin: origin },
      body: new URLSearchParams({
        token,
        token_type_hint: 'access_token',
        client_id: 'timesheets-demo',
        ...parameters,
      }),
    });
  }

  async function userInfoStatus(token: string): Promise<number> {
    return (await fetch(`${server.url}/me`, { headers: { Authorization: `Bearer ${token}` } })).status;
  }

  it('has the userinfo endpoint refuse an access token from then on', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'alice', OPAQUE));
    assert.equal(await userInfoStatus(token), 200);
    assert.equal((await revoke(token)).status, 200);
    assert.equal(await userInfoStatus(token), 401);
    assert.equal((await revoke(token)).status, 200, 'a token that is no more is no error (RFC 7009, section 2.2)');
  });

  it('leaves the person signed in, and what they have allowed', async () => {
    const browser = openBrowser(server.url);
    await revoke(accessTokenOf(await signIn(browser, server.url, 'alice', OPAQUE)));
    const again = responseIn(await browser.goto(authorizationUrl(server.url, { ...OPAQUE, prompt: 'none' })));
    assert.equal(await userInfoStatus(accessTokenOf(again)), 200);
  });

  it('has the token endpoint refuse a refresh token, and all that came with it, from then on', async () => {
    const codeServer = {
      url: server.url,
      authorizationPath: '/auth',
      tokenEndpoint: `${server.url}/token`,
      parameters: OPAQUE,
    };
    const tokens = await redeem(codeServer, await signInForCode(openBrowser(server.url), codeServer, 'alice'));
    const hint = { token_type_hint: 'refresh_token' };
    assert.equal((await revoke(String(tokens['refresh_token']), hint)).status, 200);
    assert.equal((await refresh(codeServer, tokens))['error'], 'invalid_grant');
    assert.equal(await userInfoStatus(String(tokens['access_token'])), 401);
  });

  it('cannot be done to a JWT, which nobody looks up here', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'alice'));
    const response = await revoke(token);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error, 'unsupported_token_type');
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), APP);
  });

  it('is for the app alone', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'alice', OPAQUE));
    assert.equal((await revoke(token, { client_id: 'another-app' })).status, 401);
    const elsewhere = await revoke(token, {}, 'https://evil.example');
    assert.equal(elsewhere.status, 400);
    assert.equal(elsewhere.headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(await userInfoStatus(token), 200);
  });
});
