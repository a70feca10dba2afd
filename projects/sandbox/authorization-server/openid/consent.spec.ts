import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { accessTokenOf, authorizationUrl, logIn, responseIn, signIn } from '../../testing/sign-in.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

describe('the consent page', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
  });
  after(() => server.close());

  it('says in plain words what is asked for, and of whom', async () => {
    const browser = openBrowser(server.url);
    const { html } = await logIn(browser, await browser.goto(authorizationUrl(server.url)), 'bob');
    assert.match(html, /<strong>Bob Keller<\/strong>/);
    for (const words of [
      'Know your name and your role',
      'Know your email address',
      'See your timesheets',
      'Add entries to your timesheets',
      'See and approve the timesheets of your team',
    ]) {
      assert.ok(html.includes(`<li>${words}</li>`), words);
    }
  });

  it('does not ask alice for what she may not do herself', async () => {
    const browser = openBrowser(server.url);
    const { html } = await logIn(browser, await browser.goto(authorizationUrl(server.url)), 'alice');
    assert.match(html, /<li>Add entries to your timesheets<\/li>/);
    assert.doesNotMatch(html, /approve/);
  });

  it('narrows alice’s grant, and says so in the response and in the token', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'alice');
    assert.equal(response.get('scope'), 'read:timesheets write:timesheets');
    assert.equal(decodeJwt(accessTokenOf(response))['scope'], 'read:timesheets write:timesheets');
  });

  it('does not ask again for a narrowed scope', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    const again = responseIn(await browser.goto(authorizationUrl(server.url, { prompt: 'none' })));
    assert.equal(again.get('scope'), 'read:timesheets write:timesheets');
  });

  it('asks again when the app wants more than was granted', async () => {
    const browser = openBrowser(server.url);
    const little = { scope: 'openid read:timesheets' };
    assert.equal((await signIn(browser, server.url, 'bob', little)).get('scope'), 'read:timesheets');
    const silent = responseIn(await browser.goto(authorizationUrl(server.url, { prompt: 'none' })));
    assert.equal(silent.get('error'), 'consent_required');
    const consent = await browser.goto(authorizationUrl(server.url));
    const more = responseIn(await browser.submit(consent, { decision: 'allow' }));
    assert.equal(more.get('scope'), 'read:timesheets write:timesheets approve:timesheets');
  });

  it('tells the app access_denied after Deny, with the state and nothing else that is worth having', async () => {
    const browser = openBrowser(server.url);
    const consent = await logIn(browser, await browser.goto(authorizationUrl(server.url)), 'alice');
    const response = responseIn(await browser.submit(consent, { decision: 'deny' }));
    assert.equal(response.get('error'), 'access_denied');
    assert.equal(response.get('state'), 'the-state');
    assert.equal(response.get('iss'), server.url);
    assert.ok(!response.has('access_token') && !response.has('id_token'));
  });

  it('grants nothing for an answer that is neither', async () => {
    const browser = openBrowser(server.url);
    const consent = await logIn(browser, await browser.goto(authorizationUrl(server.url)), 'alice');
    assert.equal(responseIn(await browser.submit(consent, {})).get('error'), 'access_denied');
  });

  it('answers access_denied, not an empty scope, when nothing asked for may be granted', async () => {
    const onlyApprove = { scope: 'openid approve:timesheets' };
    const stranger = openBrowser(server.url);
    const login = await stranger.goto(authorizationUrl(server.url, onlyApprove));
    assert.equal(responseIn(await logIn(stranger, login, 'alice')).get('error'), 'access_denied');

    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    for (const more of [onlyApprove, { ...onlyApprove, prompt: 'none' }]) {
      const page = await browser.goto(authorizationUrl(server.url, more));
      assert.equal(responseIn(page).get('error'), 'access_denied');
    }
  });

  it('issues a token for the userinfo endpoint when no API scope is asked for', async () => {
    const response = await signIn(openBrowser(server.url), server.url, 'alice', { scope: 'openid profile' });
    assert.equal(response.get('scope'), 'openid profile');
    const headers = { Authorization: `Bearer ${accessTokenOf(response)}` };
    const claims = await (await fetch(`${server.url}/me`, { headers })).json();
    assert.equal(claims.sub, 'alice');
    assert.equal(claims.name, 'Alice Martin');
    assert.equal(claims.email, undefined);
  });
});
