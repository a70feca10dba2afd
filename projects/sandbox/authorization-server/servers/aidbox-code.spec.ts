import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApi } from '../../api/start-api.ts';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { CODE_REQUEST, redeem, refresh, signInForCode, type CodeServer, type TokenAnswer } from '../../testing/code.ts';
import { APP, authorizationUrl, logIn, responseIn } from '../../testing/sign-in.ts';
import type { AuthorizationServer } from '../authorization-server.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

describe('signing in by a code at the Aidbox-like server', () => {
  let running: AuthorizationServer;
  let server: CodeServer;
  let api: RunningServer;
  before(async () => {
    running = await startAuthorizationServer({ server: 'aidbox', port: 0, accessTokenSeconds: 7 });
    api = await startApi({ port: 0, ...running.accessTokens });
    const { url } = running;
    server = { url, authorizationPath: '/oauth2/authorize', tokenEndpoint: `${url}/auth/token`, parameters: {} };
  });
  after(() => Promise.all([running.close(), api.close()]));

  const signIn = async (username?: 'alice' | 'bob'): Promise<TokenAnswer> =>
    redeem(server, await signInForCode(openBrowser(server.url), server, username));

  async function statusAtApi({ access_token }: TokenAnswer): Promise<number> {
    const headers = { Authorization: `Bearer ${access_token}` };
    return (await fetch(`${api.url}/timesheets`, { headers })).status;
  }

  const revoke = (form: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${server.url}/auth/revoke`, {
      method: 'POST',
      headers: { Origin: APP },
      body: new URLSearchParams({ client_id: 'timesheets-demo', ...form }),
    });

  it('brings nothing but a code and the state through the address bar, in the query', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url, CODE_REQUEST, '/oauth2/authorize'));
    const { url } = await browser.submit(await logIn(browser, login, 'bob'), { decision: 'allow' });
    assert.equal(url.hash, '');
    assert.deepEqual([...url.searchParams.keys()], ['code', 'state']);
  });

  it('exchanges it for an access token, a lifetime and a refresh token, and no id_token', async () => {
    const tokens = await signIn('alice');
    const names = ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type'];
    assert.deepEqual(Object.keys(tokens).sort(), names);
    assert.equal(tokens['token_type'], 'Bearer');
    // The package counts whole seconds from the moment of the answer on.
    assert.ok([6, 7].includes(Number(tokens['expires_in'])));
    assert.equal(tokens['scope'], 'openid profile email read:timesheets write:timesheets');
    assert.equal(await statusAtApi(tokens), 200);
  });

  it('refuses a code without its verifier, for another client, and a second time', async () => {
    const answer = await signInForCode(openBrowser(server.url), server);
    const wrong: Record<string, string>[] = [
      { code_verifier: 'another'.repeat(8) },
      { redirect_uri: `${APP}/` },
      { client_id: 'timesheets-api' },
    ];
    for (const parameters of wrong) assert.ok((await redeem(server, answer, parameters))['error']);
    const tokens = await redeem(server, answer);
    assert.equal((await redeem(server, answer))['error'], 'invalid_request');
    assert.equal(await statusAtApi(tokens), 401, 'the tokens of a code that comes twice are good for nothing');
    assert.equal((await refresh(server, tokens))['error'], 'invalid_request');
  });

  it('gives out no code without PKCE, nor after Deny', async () => {
    const errorOf = async (parameters: Readonly<Record<string, string>>) => {
      const url = authorizationUrl(server.url, { response_type: 'code', ...parameters }, '/oauth2/authorize');
      return responseIn(await openBrowser(server.url).goto(url)).get('error');
    };
    assert.equal(await errorOf({}), 'invalid_request');
    assert.equal(await errorOf({ code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }), 'invalid_request');

    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url, CODE_REQUEST, '/oauth2/authorize'));
    const denied = await browser.submit(await logIn(browser, login, 'bob'), { decision: 'deny' });
    assert.equal(responseIn(denied).get('error'), 'access_denied');
  });

  it('takes a refresh token once, also when the access token has expired, and grants no more than before', async (test) => {
    const first = await signIn('alice');
    test.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    test.mock.timers.tick(8_000);
    assert.equal(await statusAtApi(first), 401);
    const second = await refresh(server, first);
    assert.equal(await statusAtApi(second), 200);
    assert.equal(second['scope'], first['scope']);
    assert.equal((await refresh(server, first))['error'], 'invalid_request');
    const third = await refresh(server, second);
    test.mock.timers.tick(24 * 3_600_000);
    assert.equal((await refresh(server, third))['error'], 'invalid_request');
  });

  it('revokes an access token, and a refresh token with what came along', async () => {
    const token = (tokens: TokenAnswer, name: string) => ({ token: String(tokens[name]), token_type_hint: name });
    const one = await signIn();
    assert.equal((await revoke(token(one, 'access_token'))).status, 200);
    assert.equal(await statusAtApi(one), 401);
    const other = await signIn();
    const revoked = await revoke(token(other, 'refresh_token'));
    assert.equal(revoked.headers.get('Access-Control-Allow-Origin'), APP);
    assert.equal(await statusAtApi(other), 401);
    assert.ok((await refresh(server, other))['error']);
  });

  it('issues no tokens to the app itself, and tells APIs nothing of refresh tokens', async () => {
    const body = new URLSearchParams({ client_id: 'timesheets-demo', grant_type: 'client_credentials' });
    const answer = await fetch(server.tokenEndpoint, { method: 'POST', body });
    assert.deepEqual([answer.status, (await answer.json()).error], [400, 'unsupported_grant_type']);
    const { refresh_token: access_token } = await signIn();
    assert.equal(await statusAtApi({ access_token }), 401);
  });
});
