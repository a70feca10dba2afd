import assert from 'node:assert/strict';
import type { Browser, Page } from './browser.ts';

/** Everything the demo asks for. */
const DEMO_SCOPE = 'openid profile email read:timesheets write:timesheets approve:timesheets';

/** The address of the app in these tests; nothing is served there. */
export const APP = 'http://localhost:4200';

const PASSWORDS = { alice: 'correct-horse-1', bob: 'correct-horse-2' };

/**
 * The URL of an authorization request by the demo, some of its parameters changed; `path` is by default that of
 * `strict`.
 */
export function authorizationUrl(
  serverUrl: string,
  parameters: Readonly<Record<string, string>> = {},
  path = '/auth',
): string {
  const query = new URLSearchParams({
    client_id: 'timesheets-demo',
    redirect_uri: `${APP}/auth/callback`,
    response_type: 'id_token token',
    scope: DEMO_SCOPE,
    state: 'the-state',
    nonce: 'the-nonce',
    ...parameters,
  });
  return `${serverUrl}${path}?${query}`;
}

/** Fills in the login page, which the browser has to be on. */
export function logIn(browser: Browser, page: Page, username: keyof typeof PASSWORDS): Promise<Page> {
  return browser.submit(page, { username, password: PASSWORDS[username] });
}

/** Signs somebody in and allows what is asked for. */
export async function signIn(
  browser: Browser,
  serverUrl: string,
  username: keyof typeof PASSWORDS,
  parameters: Readonly<Record<string, string>> = {},
): Promise<URLSearchParams> {
  const consent = await logIn(browser, await browser.goto(authorizationUrl(serverUrl, parameters)), username);
  return responseIn(await browser.submit(consent, { decision: 'allow' }));
}

/** The authorization response a browser has brought to the app. */
export function responseIn(page: Page): URLSearchParams {
  assert.equal(page.url.origin, APP, 'the browser is not at the app');
  return new URLSearchParams(page.url.hash.slice(1) || page.url.search);
}

/** An access token as it comes from a real sign-in. */
export function accessTokenOf(response: URLSearchParams): string {
  return response.get('access_token') ?? assert.fail('the response holds no access token');
}
