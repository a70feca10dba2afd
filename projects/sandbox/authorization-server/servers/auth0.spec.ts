import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { startApi } from '../../api/start-api.ts';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser, type Browser, type Page } from '../../testing/browser.ts';
import { accessTokenOf, APP, authorizationUrl, logIn, responseIn } from '../../testing/sign-in.ts';
import type { AuthorizationServer } from '../authorization-server.ts';
import { contentHash } from '../pages/security-headers.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

const TIMESHEETS = 'http://localhost:4301';
const REPORTS = { audience: `${TIMESHEETS}/reports`, scope: 'openid read:reports' };
const PAYROLL = { audience: `${TIMESHEETS}/payroll`, scope: 'openid read:payroll' };
const SILENTLY = { prompt: 'none' };

describe('the Auth0-like server', () => {
  let server: AuthorizationServer;
  let api: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ server: 'auth0', port: 0 });
    api = await startApi({ port: 0, ...server.accessTokens });
  });
  after(() => Promise.all([server.close(), api.close()]));

  const urlOf = (parameters: Readonly<Record<string, string>> = {}): string =>
    authorizationUrl(server.url, { audience: TIMESHEETS, ...parameters }, '/authorize');

  async function signIn(browser: Browser, username: 'alice' | 'bob' = 'bob'): Promise<URLSearchParams> {
    return responseIn(await logIn(browser, await browser.goto(urlOf()), username));
  }

  async function statusAt(path: string, token: string): Promise<number> {
    return (await fetch(`${api.url}${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
  }

  it('has an issuer that ends in a slash, and the routes of a tenant', async () => {
    const metadata = await (await fetch(`${server.url}/.well-known/openid-configuration`)).json();
    assert.equal(metadata.issuer, `${server.url}/`);
    assert.equal(metadata.authorization_endpoint, `${server.url}/authorize`);
    assert.equal(metadata.userinfo_endpoint, `${server.url}/userinfo`);
    assert.equal(metadata.jwks_uri, `${server.url}/.well-known/jwks.json`);
    assert.equal(metadata.end_session_endpoint, `${server.url}/oidc/logout`);
    assert.equal(metadata.revocation_endpoint, undefined);
  });

  it('asks no consent of the company’s own app, and adds a claim named by a URL', async () => {
    const response = await signIn(openBrowser(server.url));
    const keys = createLocalJWKSet(await (await fetch(`${server.url}/.well-known/jwks.json`)).json());
    const { payload } = await jwtVerify(response.get('id_token') ?? '', keys, { issuer: `${server.url}/` });
    assert.deepEqual(payload['https://timesheets.example/roles'], ['employee', 'approver']);
    assert.equal(payload['nickname'], 'bob');
    assert.equal(payload['roles'], undefined);
    assert.equal(response.get('expires_in'), '300');
  });

  it('issues a token for the audience that was asked for, and no other API takes it', async () => {
    const browser = openBrowser(server.url);
    const timesheets = accessTokenOf(await signIn(browser));
    const reports = accessTokenOf(responseIn(await browser.goto(urlOf({ ...REPORTS, ...SILENTLY }))));
    assert.deepEqual([decodeJwt(timesheets).aud, decodeJwt(reports).aud], [TIMESHEETS, REPORTS.audience]);
    assert.deepEqual([await statusAt('/timesheets', timesheets), await statusAt('/reports', timesheets)], [200, 401]);
    assert.deepEqual([await statusAt('/timesheets', reports), await statusAt('/reports', reports)], [401, 200]);
  });

  it('asks consent for one API: prompt=none answers consent_required until it has been given', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser);
    const silently = async () => responseIn(await browser.goto(urlOf({ ...PAYROLL, ...SILENTLY })));
    assert.equal((await silently()).get('error'), 'consent_required');
    const consent = await browser.goto(urlOf(PAYROLL));
    assert.match(consent.html, /<li>See how many hours each person is paid for<\/li>/);
    responseIn(await browser.submit(consent, { decision: 'allow' }));
    assert.equal(await statusAt('/payroll', accessTokenOf(await silently())), 200);
  });

  it('grants nobody what they may not do themselves', async () => {
    const response = await signIn(openBrowser(server.url), 'alice');
    assert.equal(response.get('scope'), 'read:timesheets write:timesheets');
  });

  it('refuses an audience that is not registered', async () => {
    const page = await openBrowser(server.url).goto(urlOf({ audience: 'https://elsewhere.example' }));
    assert.equal(responseIn(page).get('error'), 'invalid_target');
  });

  it('issues a token for the userinfo endpoint when no audience is named', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser);
    const url = authorizationUrl(server.url, { scope: 'openid profile', ...SILENTLY }, '/authorize');
    const token = accessTokenOf(responseIn(await browser.goto(url)));
    const userInfo = await fetch(`${server.url}/userinfo`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal((await userInfo.json()).nickname, 'bob');
  });

  describe('response_mode=web_message', () => {
    const messageIn = (page: Page) => {
      const [, data = ''] = /var data = (\{.*?\});/.exec(page.html) ?? [];
      return JSON.parse(data) as { response: Record<string, string>; redirect_uri: string };
    };
    const webMessage = { response_mode: 'web_message', ...SILENTLY };

    it('answers by a page that may be framed and posts to the redirect URI', async () => {
      const browser = openBrowser(server.url);
      await signIn(browser);
      const page = await browser.goto(urlOf(webMessage));
      const { response, redirect_uri } = messageIn(page);
      assert.equal(page.status, 200);
      assert.equal(redirect_uri, `${APP}/auth/callback`);
      assert.equal(response['state'], 'the-state');
      assert.equal(await statusAt('/timesheets', response['access_token'] ?? ''), 200);
      assert.match(page.html, /type: 'authorization_response'/);
      assert.equal(page.headers.get('X-Frame-Options'), null);
      assert.doesNotMatch(page.headers.get('Content-Security-Policy') ?? '', /frame-ancestors/);
    });

    it('runs the one script that the policy allows', async () => {
      const response = await fetch(urlOf(webMessage));
      const [, script = ''] = /<script>([^]*)<\/script>/.exec(await response.text()) ?? [];
      assert.ok(script);
      assert.ok(response.headers.get('Content-Security-Policy')?.includes(contentHash(script)));
    });

    it('answers an error in the same way', async () => {
      const { response } = messageIn(await openBrowser(server.url).goto(urlOf(webMessage)));
      assert.deepEqual([response['error'], response['state']], ['login_required', 'the-state']);
    });
  });
});
