import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { startApi } from '../../api/start-api.ts';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser, type Browser } from '../../testing/browser.ts';
import { accessTokenOf, APP, authorizationUrl, logIn, responseIn } from '../../testing/sign-in.ts';
import type { AuthorizationServer } from '../authorization-server.ts';
import { accessTokenHash } from '../oauth/id-tokens.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('the Aidbox-like server', () => {
  let server: AuthorizationServer;
  let api: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ server: 'aidbox', port: 0 });
    api = await startApi({ port: 0, ...server.accessTokens });
  });
  after(() => Promise.all([server.close(), api.close()]));

  const urlOf = (parameters: Readonly<Record<string, string>> = {}): string =>
    authorizationUrl(server.url, { redirect_uri: `${APP}/`, ...parameters }, '/oauth2/authorize');

  async function signIn(
    browser: Browser,
    parameters = {},
    username: 'alice' | 'bob' = 'bob',
  ): Promise<URLSearchParams> {
    const consent = await logIn(browser, await browser.goto(urlOf(parameters)), username);
    return responseIn(await browser.submit(consent, { decision: 'allow' }));
  }

  const get = (url: string, token: string): Promise<Response> =>
    fetch(url, { headers: { Authorization: `Bearer ${token}`, Origin: APP } });

  it('brings an opaque token of the type bearer, and says nothing of its lifetime', async () => {
    const response = await signIn(openBrowser(server.url), { response_type: 'token' });
    assert.deepEqual([...response.keys()].sort(), ['access_token', 'state', 'token_type']);
    assert.match(accessTokenOf(response), UUID);
    assert.equal(response.get('token_type'), 'bearer');
    assert.equal(response.get('state'), 'the-state');
  });

  it('needs neither state nor redirect URI, and leads to the app’s root without them', async () => {
    const browser = openBrowser(server.url);
    const query = new URLSearchParams({ client_id: 'timesheets-demo', response_type: 'token' });
    const consent = await logIn(browser, await browser.goto(`/oauth2/authorize?${query}`), 'bob');
    const end = await browser.submit(consent, { decision: 'allow' });
    assert.equal(`${end.url.origin}${end.url.pathname}`, `${APP}/`);
    assert.deepEqual([...responseIn(end).keys()].sort(), ['access_token', 'token_type']);
  });

  it('adds an id_token that verifies, with nonce and at_hash, whichever way round it is asked for', async () => {
    const keys = createLocalJWKSet(await (await fetch(`${server.url}/.well-known/jwks.json`)).json());
    for (const response_type of ['token id_token', 'id_token token']) {
      const response = await signIn(openBrowser(server.url), { response_type });
      const { payload } = await jwtVerify(response.get('id_token') ?? '', keys, {
        issuer: server.url,
        audience: 'timesheets-demo',
        requiredClaims: ['exp', 'iat'],
      });
      assert.equal(payload['nonce'], 'the-nonce');
      assert.equal(payload['at_hash'], accessTokenHash(accessTokenOf(response)));
      assert.equal(payload['name'], 'Bob Keller');
    }
  });

  it('publishes no private key, and no discovery document', async () => {
    const { keys } = await (await fetch(`${server.url}/.well-known/jwks.json`)).json();
    assert.deepEqual(Object.keys(keys[0]).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    assert.equal((await fetch(`${server.url}/.well-known/openid-configuration`)).status, 404);
  });

  it('tells the API whose token it is, and what it is good for', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url)));
    const entries = await (await get(`${api.url}/timesheets`, token)).json();
    assert.ok(entries.some(({ employee }: { employee: string }) => employee === 'bob'));
    assert.equal((await get(`${api.url}/reports`, token)).status, 403);
    assert.equal((await get(`${api.url}/timesheets`, 'no-such-token')).status, 401);
  });

  it('tells nobody else about a token', async () => {
    const { introspection } = server.accessTokens;
    const token = accessTokenOf(await signIn(openBrowser(server.url)));
    const secret = Buffer.from('timesheets-api:guessed').toString('base64');
    for (const headers of [undefined, { Authorization: `Basic ${secret}` }]) {
      const body = new URLSearchParams({ token });
      const response = await fetch(introspection?.endpoint ?? '', { method: 'POST', headers, body });
      assert.ok([400, 401].includes(response.status));
      assert.doesNotMatch(await response.text(), /active|bob/);
    }
  });

  it('takes a token for a while only', async (test) => {
    const token = accessTokenOf(await signIn(openBrowser(server.url)));
    test.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    test.mock.timers.tick(299_000);
    assert.equal((await get(`${api.url}/timesheets`, token)).status, 200);
    test.mock.timers.tick(1_000);
    assert.equal((await get(`${api.url}/timesheets`, token)).status, 401);
    assert.equal((await get(`${server.url}/auth/userinfo`, token)).status, 401);
  });

  it('tells the app who has signed in', async () => {
    const token = accessTokenOf(await signIn(openBrowser(server.url)));
    const response = await get(`${server.url}/auth/userinfo`, token);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), APP);
    const { sub, name } = await response.json();
    assert.deepEqual({ sub, name }, { sub: 'bob', name: 'Bob Keller' });
    assert.equal((await get(`${server.url}/auth/userinfo`, 'no-such-token')).status, 401);
  });

  it('says what it granted where that is less than was asked for', async () => {
    const response = await signIn(openBrowser(server.url), {}, 'alice');
    assert.equal(response.get('scope'), 'openid profile email read:timesheets write:timesheets');
    assert.equal((await get(`${api.url}/timesheets`, accessTokenOf(response))).status, 200);
    const refused = openBrowser(server.url);
    const login = await refused.goto(urlOf({ scope: 'approve:timesheets' }));
    assert.equal(responseIn(await logIn(refused, login, 'alice')).get('error'), 'access_denied');
  });

  it('asks nothing twice in a session, and takes prompt=none for any other request', async () => {
    const browser = openBrowser(server.url);
    assert.match((await browser.goto(urlOf({ prompt: 'none' }))).html, /<h1>Sign in/);
    await signIn(browser);
    assert.ok(responseIn(await browser.goto(urlOf({ prompt: 'none' }))).has('access_token'));
    const login = await browser.goto(urlOf({ prompt: 'login' }));
    const consent = await logIn(browser, login, 'alice');
    assert.match(consent.html, /<strong>Alice Martin<\/strong>/);
  });

  it('tells the app after Deny, and what it cannot do', async () => {
    const browser = openBrowser(server.url);
    const consent = await logIn(browser, await browser.goto(urlOf()), 'alice');
    const denied = responseIn(await browser.submit(consent, { decision: 'deny' }));
    assert.deepEqual([denied.get('error'), denied.get('state')], ['access_denied', 'the-state']);
    const wrong: [parameters: Record<string, string>, error: string][] = [
      [{ response_type: 'id_token' }, 'unsupported_response_type'],
      [{ scope: 'openid everything' }, 'invalid_scope'],
    ];
    for (const [parameters, error] of wrong) {
      const response = responseIn(await openBrowser(server.url).goto(urlOf(parameters)));
      assert.deepEqual([response.get('error'), response.get('state')], [error, 'the-state']);
    }
  });

  it('stays on a page of its own for an app or a redirect URI that is not registered', async () => {
    for (const redirect_uri of ['https://evil.example/', 'http://localhost:4201/', `${APP}/elsewhere`]) {
      const page = await openBrowser(server.url).goto(urlOf({ redirect_uri }));
      assert.equal(page.status, 400);
      assert.match(page.html, /<h1>This app may not sign you in here/);
    }
    const page = await openBrowser(server.url).goto(urlOf({ client_id: 'timesheets-api' }));
    assert.equal(page.status, 400);
    const unknown = await openBrowser(server.url).goto(urlOf({ client_id: '<b>x' }));
    assert.match(unknown.html, /<h1>This app is not known here/);
  });

  it('has the login page keep the username after a wrong password, and forget it after the right one', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(urlOf());
    const again = await browser.submit(login, { username: 'alice', password: 'wrong' });
    assert.match(again.html, /name="username" value="alice"/);
    assert.match(again.html, /is not right/);
    const consent = await logIn(browser, again, 'bob');
    assert.doesNotMatch(consent.url.search, /alice/);
    assert.match(consent.html, /<strong>Bob Keller<\/strong>/);
  });

  it('refuses a form that another site sends, and frames', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(urlOf());
    assert.equal(login.headers.get('X-Frame-Options'), 'DENY');
    assert.equal((await browser.post(login.url, { Origin: APP })).status, 403);
  });
});
