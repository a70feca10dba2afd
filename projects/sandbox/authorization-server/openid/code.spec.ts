import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { startApi } from '../../api/start-api.ts';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { CODE_REQUEST, redeem, refresh, signInForCode, type CodeServer, type TokenAnswer } from '../../testing/code.ts';
import { APP, authorizationUrl, responseIn } from '../../testing/sign-in.ts';
import type { AuthorizationServer } from '../authorization-server.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

const AUDIENCE = 'http://localhost:4301';

const SERVERS = [
  { name: 'strict', authorizationPath: '/auth', tokenPath: '/token', parameters: {} },
  { name: 'auth0', authorizationPath: '/authorize', tokenPath: '/oauth/token', parameters: { audience: AUDIENCE } },
] as const;

for (const { name, authorizationPath, tokenPath, parameters } of SERVERS) {
  describe(`signing in by a code at ${name}`, () => {
    let running: AuthorizationServer;
    let server: CodeServer;
    let api: RunningServer;
    before(async () => {
      running = await startAuthorizationServer({ server: name, port: 0, accessTokenSeconds: 7, idTokenSeconds: 11 });
      api = await startApi({ port: 0, ...running.accessTokens });
      server = { url: running.url, authorizationPath, tokenEndpoint: `${running.url}${tokenPath}`, parameters };
    });
    after(() => Promise.all([running.close(), api.close()]));

    const signIn = async (username?: 'alice' | 'bob'): Promise<TokenAnswer> =>
      redeem(server, await signInForCode(openBrowser(server.url), server, username));

    it('is announced, with PKCE and refresh tokens', async () => {
      const metadata = await (await fetch(`${server.url}/.well-known/openid-configuration`)).json();
      assert.equal(metadata.token_endpoint, server.tokenEndpoint);
      assert.deepEqual(metadata.response_types_supported, ['code', 'id_token token', 'id_token']);
      assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
      assert.deepEqual([...metadata.grant_types_supported].sort(), ['authorization_code', 'implicit', 'refresh_token']);
      assert.deepEqual(metadata.token_endpoint_auth_methods_supported, ['none']);
    });

    it('brings nothing but a code through the address bar, in the query', async () => {
      const answer = await signInForCode(openBrowser(server.url), server);
      assert.deepEqual([...answer.keys()].sort(), ['code', 'iss', 'state']);
      assert.equal(answer.get('state'), 'the-state');
      assert.equal(answer.get('iss'), running.accessTokens.issuer);
    });

    it('exchanges the code for tokens: an access token for the API, a verified id_token and a refresh token', async () => {
      const tokens = await signIn();
      assert.deepEqual(Object.keys(tokens).sort(), [
        'access_token',
        'expires_in',
        'id_token',
        'refresh_token',
        'scope',
        'token_type',
      ]);
      assert.equal(tokens['token_type'], 'Bearer');
      assert.equal(tokens['expires_in'], 7);
      const { aud, sub, name: employee } = decodeJwt(String(tokens['access_token']));
      assert.deepEqual({ aud, sub, employee }, { aud: AUDIENCE, sub: 'bob', employee: 'Bob Keller' });
      assert.equal(await statusAtApi(tokens), 200);

      const { jwks_uri: jwksUri } = await (await fetch(`${server.url}/.well-known/openid-configuration`)).json();
      const keys = createLocalJWKSet(await (await fetch(jwksUri)).json());
      const { payload } = await jwtVerify(String(tokens['id_token']), keys, { audience: 'timesheets-demo' });
      assert.deepEqual([payload.iss, payload['nonce']], [running.accessTokens.issuer, 'the-nonce']);
      assert.equal(payload['name'], 'Bob Keller');
    });

    it('grants nobody what they may not do themselves, now and when it is renewed', async () => {
      const tokens = await signIn('alice');
      assert.equal(tokens['scope'], 'read:timesheets write:timesheets');
      assert.equal((await refresh(server, tokens))['scope'], 'read:timesheets write:timesheets');
    });

    it('answers prompt=none by a code within a session', async () => {
      const browser = openBrowser(server.url);
      await signInForCode(browser, server);
      const silently = { ...CODE_REQUEST, ...parameters, prompt: 'none' };
      const answer = responseIn(await browser.goto(authorizationUrl(server.url, silently, authorizationPath)));
      assert.equal(await statusAtApi(await redeem(server, answer)), 200);
    });

    it('needs PKCE, by S256', async () => {
      const plain = { ...CODE_REQUEST, code_challenge_method: 'plain' };
      for (const request of [{ response_type: 'code' }, plain]) {
        const url = authorizationUrl(server.url, { ...request, ...parameters }, authorizationPath);
        assert.equal(responseIn(await openBrowser(server.url).goto(url)).get('error'), 'invalid_request');
      }
    });

    const WRONG = [
      ['another verifier', { code_verifier: 'a-verifier-that-somebody-has-made-up-without-the-hash' }, 'invalid_grant'],
      ['no verifier', { code_verifier: '' }, 'invalid_grant'],
      ['another redirect URI', { redirect_uri: `${APP}/` }, 'invalid_grant'],
      ['another client', { client_id: 'another-app' }, 'invalid_client'],
    ] as const;
    for (const [what, changed, error] of WRONG) {
      it(`exchanges no code for ${what}`, async () => {
        const answer = await signInForCode(openBrowser(server.url), server);
        assert.equal((await redeem(server, answer, changed))['error'], error);
      });
    }

    it('takes a code that is sent twice for stolen: what it brought is revoked (RFC 6749, section 4.1.2)', async () => {
      const answer = await signInForCode(openBrowser(server.url), server);
      const tokens = await redeem(server, answer);
      assert.equal((await redeem(server, answer))['error'], 'invalid_grant');
      assert.equal((await refresh(server, tokens))['error'], 'invalid_grant');
    });

    it('renews by the refresh token, which is another one each time, for the same person and API', async () => {
      const first = await signIn();
      const second = await refresh(server, first);
      const third = await refresh(server, second);
      const seen = [first, second, third];
      for (const member of ['access_token', 'refresh_token']) {
        assert.equal(new Set(seen.map((tokens) => tokens[member])).size, 3, member);
      }
      assert.deepEqual(
        seen.map((tokens) => decodeJwt(String(tokens['id_token'])).sub),
        ['bob', 'bob', 'bob'],
      );
      assert.equal(decodeJwt(String(third['access_token']))['name'], 'Bob Keller');
      assert.equal(await statusAtApi(third), 200);
    });

    it('takes a refresh token that is sent twice for stolen: the newest is worth nothing either (RFC 9700, 4.14.2)', async () => {
      const first = await signIn();
      const second = await refresh(server, first);
      assert.equal((await refresh(server, first))['error'], 'invalid_grant');
      assert.equal((await refresh(server, second))['error'], 'invalid_grant');
    });

    it('renews nothing once the person has signed out at the server', async () => {
      const browser = openBrowser(server.url);
      const tokens = await redeem(server, await signInForCode(browser, server));
      const { end_session_endpoint: endSession } = await (
        await fetch(`${server.url}/.well-known/openid-configuration`)
      ).json();
      await browser.submit(await browser.goto(`${endSession}?id_token_hint=${tokens['id_token']}`), { logout: 'yes' });
      assert.equal((await refresh(server, tokens))['error'], 'invalid_grant');
    });

    it('lets scripts of the app alone exchange anything', async () => {
      const { refresh_token: refreshToken } = await signIn();
      const post = (origin: string) =>
        fetch(server.tokenEndpoint, {
          method: 'POST',
          headers: { Origin: origin },
          body: new URLSearchParams({
            client_id: 'timesheets-demo',
            grant_type: 'refresh_token',
            refresh_token: String(refreshToken),
          }),
        });
      const elsewhere = await post('https://evil.example');
      assert.equal(elsewhere.status, 400);
      assert.equal(elsewhere.headers.get('Access-Control-Allow-Origin'), null);
      const own = await post(APP);
      assert.equal(own.status, 200);
      assert.equal(own.headers.get('Access-Control-Allow-Origin'), APP);
    });

    async function statusAtApi({ access_token: accessToken }: TokenAnswer): Promise<number> {
      return (await fetch(`${api.url}/timesheets`, { headers: { Authorization: `Bearer ${accessToken}` } })).status;
    }
  });
}
