import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { authorizationUrl, logIn } from '../../testing/sign-in.ts';
import { contentHash } from '../pages/security-headers.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

describe('the login page', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
  });
  after(() => server.close());

  it('shows the same words for a wrong password and for a username nobody has', async () => {
    for (const username of ['alice', 'nobody']) {
      const browser = openBrowser(server.url);
      const login = await browser.goto(authorizationUrl(server.url));
      const again = await browser.submit(login, { username, password: 'wrong' });
      assert.match(again.html, /role="alert"> ?<p[^>]*> ?The username or the password is not right\./);
      assert.match(again.html, /<title>Error: Sign in/);
    }
  });

  it('keeps the username and clears the password after a wrong one', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url));
    const again = await browser.submit(login, { username: 'alice', password: 'wrong-horse' });
    assert.match(again.html, /name="username" value="alice"/);
    assert.doesNotMatch(again.html, /wrong-horse/);
  });

  it('lets somebody in who gets the password right the second time', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url));
    const again = await browser.submit(login, { username: 'alice', password: 'wrong' });
    assert.match((await logIn(browser, again, 'alice')).html, /<h1>Allow Timesheets\?/);
  });

  it('does not take one person’s password for another', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url));
    const again = await browser.submit(login, { username: 'bob', password: 'correct-horse-1' });
    assert.match(again.html, /is not right/);
  });

  it('escapes whatever is sent to it', async () => {
    const browser = openBrowser(server.url);
    const hostile = '"><script>alert(1)</script>';
    const login = await browser.goto(authorizationUrl(server.url, { login_hint: hostile }));
    const again = await browser.submit(login, { username: hostile, password: 'wrong' });
    for (const { html } of [login, again]) {
      assert.doesNotMatch(html, /<script/);
      assert.match(html, /value="&#34;&#62;&#60;script/);
    }
  });

  it('allows no script, no frame around it, and forms to itself and the app only', async () => {
    const { headers } = await openBrowser(server.url).goto(authorizationUrl(server.url));
    const policy = headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src;/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/localhost:4200;/);
    assert.equal(headers.get('X-Frame-Options'), 'DENY');
    assert.equal(headers.get('Cache-Control'), 'no-store');
  });

  it('holds exactly the style sheet that its policy allows', async () => {
    const { style, headers } = await openBrowser(server.url).goto(authorizationUrl(server.url));
    assert.ok(headers.get('Content-Security-Policy')?.includes(`style-src ${contentHash(style)};`));
  });

  it('refuses a form that another site sends', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url));
    const forged = await browser.post(login.url, { Origin: 'http://localhost:4200' });
    assert.equal(forged.status, 403);
    const own = await browser.post(login.url, { Origin: server.url });
    assert.equal(own.status, 200);
  });

  it('sets cookies that scripts cannot read, other sites do not send and other ports do not share', async () => {
    const response = await fetch(authorizationUrl(server.url), { redirect: 'manual' });
    const cookies = response.headers.getSetCookie();
    assert.ok(cookies.length > 0);
    for (const cookie of cookies) {
      assert.match(cookie, /httponly/i);
      assert.match(cookie, /samesite=lax/i);
      assert.ok(cookie.startsWith(`sandbox-${new URL(server.url).port}-`), cookie.slice(0, 30));
    }
  });

  it('offers a way back to the app when Back leads to a page that has been used', async () => {
    const browser = openBrowser(server.url);
    const login = await browser.goto(authorizationUrl(server.url));
    const consent = await logIn(browser, login, 'alice');
    await browser.submit(consent, { decision: 'allow' });
    for (const { url } of [login, consent]) {
      const back = await browser.goto(url);
      assert.equal(back.status, 400);
      assert.match(back.html, /<h1>This page has already been used/);
      assert.match(back.html, /href="http:\/\/localhost:4200\/"/);
    }
  });
});
