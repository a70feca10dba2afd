import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser, type Browser } from '../../testing/browser.ts';
import { APP, authorizationUrl, logIn, responseIn, signIn } from '../../testing/sign-in.ts';
import { contentHash } from '../pages/security-headers.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

describe('signing out', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
  });
  after(() => server.close());

  function endSessionUrl(parameters: Readonly<Record<string, string>>): string {
    return `${server.url}/session/end?${new URLSearchParams(parameters)}`;
  }

  async function isSignedIn(browser: Browser): Promise<boolean> {
    const page = await browser.goto(authorizationUrl(server.url, { prompt: 'none' }));
    return !responseIn(page).has('error');
  }

  it('R53 returns to the post-logout redirect URI with the state, the session ended', async () => {
    const browser = openBrowser(server.url);
    const idToken = (await signIn(browser, server.url, 'alice')).get('id_token') ?? '';
    const page = await browser.goto(
      endSessionUrl({ id_token_hint: idToken, post_logout_redirect_uri: `${APP}/`, state: 'out' }),
    );
    const end = await browser.submit(page, { logout: 'yes' });
    assert.equal(end.url.href, `${APP}/?state=out`);
    assert.equal(await isSignedIn(browser), false);
  });

  it('confirms by itself when the id_token_hint is of this session, by the one script the policy allows', async () => {
    const browser = openBrowser(server.url);
    const idToken = (await signIn(browser, server.url, 'alice')).get('id_token') ?? '';
    const page = await browser.goto(endSessionUrl({ id_token_hint: idToken }));
    assert.match(page.html, /<h1>Signing you out/);
    const script = /<script>([^<]*)<\/script>/.exec(page.html)?.[1] ?? '';
    assert.match(script, /click/);
    assert.ok(page.headers.get('Content-Security-Policy')?.includes(`script-src ${contentHash(script)};`));
  });

  it('asks first without a hint, and with one of another session', async () => {
    const other = (await signIn(openBrowser(server.url), server.url, 'bob')).get('id_token') ?? '';
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    for (const hint of ['', other]) {
      const page = await browser.goto(endSessionUrl({ client_id: 'timesheets-demo', id_token_hint: hint }));
      assert.match(page.html, /<h1>Sign out\?/);
      assert.match(page.html, /<strong>Alice Martin<\/strong>/);
      assert.doesNotMatch(page.html, /<script/);
    }
    assert.equal(await isSignedIn(browser), true);
  });

  it('asks first with a hint of the same person’s earlier session', async (test) => {
    test.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const browser = openBrowser(server.url);
    const earlier = (await signIn(browser, server.url, 'alice')).get('id_token') ?? '';
    test.mock.timers.tick(60_000);
    const login = await browser.goto(authorizationUrl(server.url, { prompt: 'login' }));
    const later = responseIn(await logIn(browser, login, 'alice')).get('id_token') ?? '';
    const heading = async (hint: string): Promise<string | undefined> =>
      /<h1>(.*)<\/h1>/.exec((await browser.goto(endSessionUrl({ id_token_hint: hint }))).html)?.[1];
    assert.equal(await heading(earlier), 'Sign out?');
    assert.equal(await heading(later), 'Signing you out…');
  });

  it('keeps the session of somebody who would rather stay', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    const page = await browser.goto(endSessionUrl({ client_id: 'timesheets-demo' }));
    await browser.submit(page, {});
    const again = await browser.goto(authorizationUrl(server.url));
    assert.match(again.html, /<h1>Allow Timesheets\?/);
  });

  it('stays on a page of its own when no address to return to is given', async () => {
    const browser = openBrowser(server.url);
    await signIn(browser, server.url, 'alice');
    const end = await browser.submit(await browser.goto(endSessionUrl({})), { logout: 'yes' });
    assert.match(end.html, /<h1>You are signed out/);
    assert.match(end.html, /href="http:\/\/localhost:4200\/"/);
  });

  it('does not return to an address that is not registered', async () => {
    const page = await openBrowser(server.url).goto(
      endSessionUrl({ client_id: 'timesheets-demo', post_logout_redirect_uri: 'https://evil.example/' }),
    );
    assert.equal(page.status, 400);
    assert.match(page.html, /post_logout_redirect_uri not registered/);
  });
});
