import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningServer } from '../../loopback-server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { APP, authorizationUrl, responseIn } from '../../testing/sign-in.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

describe('requests that are refused', () => {
  let server: RunningServer;
  before(async () => {
    server = await startAuthorizationServer({ port: 0, appOrigins: [APP, 'http://localhost:5200/base'] });
  });
  after(() => server.close());

  it('stay on the server when the redirect URI is not registered', async () => {
    for (const uri of ['https://evil.example/', `${APP}/auth/callback?x=1`, `${APP}/auth`, 'http://localhost:4201/']) {
      const page = await openBrowser(server.url).goto(authorizationUrl(server.url, { redirect_uri: uri }));
      assert.equal(page.status, 400, uri);
      assert.match(page.html, /<h1>This app may not sign you in here/);
      assert.match(page.html, /href="http:\/\/localhost:4200\/"/);
    }
  });

  it('stay on the server when the app is not known', async () => {
    const page = await openBrowser(server.url).goto(authorizationUrl(server.url, { client_id: '<b>x' }));
    assert.equal(page.status, 400);
    assert.match(page.html, /<h1>This app is not known here/);
    assert.doesNotMatch(page.html, /<b>/);
  });

  it('go back to the app when a nonce is missing', async () => {
    const page = await openBrowser(server.url).goto(authorizationUrl(server.url, { nonce: '' }));
    assert.equal(responseIn(page).get('error'), 'invalid_request');
    assert.equal(responseIn(page).get('state'), 'the-state');
  });

  it('go back to the app for a response type that is switched off', async () => {
    for (const type of ['token', 'code token', 'code id_token']) {
      const page = await openBrowser(server.url).goto(authorizationUrl(server.url, { response_type: type }));
      assert.match(responseIn(page).get('error') ?? '', /^(unsupported_response_type|unauthorized_client)$/, type);
    }
  });

  it('show a page of their own at an address where nothing is', async () => {
    const page = await openBrowser(server.url).goto('/nowhere');
    assert.equal(page.status, 404);
    assert.match(page.html, /<h1>There is nothing here/);
  });

  it('do not include a second app under a base path of its own', async () => {
    const redirect = { redirect_uri: 'http://localhost:5200/base/auth/callback' };
    const page = await openBrowser(server.url).goto(authorizationUrl(server.url, redirect));
    assert.match(page.html, /<h1>Sign in/);
    assert.match(page.headers.get('Content-Security-Policy') ?? '', /form-action [^;]*http:\/\/localhost:5200;/);
  });
});

it('an app’s address that is none is refused at start', async () => {
  for (const address of ['localhost:4200', 'ftp://localhost/', 'http://localhost:4200/?x=1', 'http://localhost/#x']) {
    await assert.rejects(startAuthorizationServer({ port: 0, appOrigins: [address] }), /is not an app's address/);
  }
});
