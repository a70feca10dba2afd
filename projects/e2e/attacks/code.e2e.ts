import type { BrowserContext, Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { inPage } from '../engines/in-page.ts';
import { renew, storedSession, watchRequestsTo } from '../session/in-app.ts';
import { linesOf, watchRequestsSeenBy } from '../session/requests-seen.ts';
import type { Sandbox } from '../session/stage.ts';
import { expect, test } from '../session/test.ts';
import { storedSessions } from '../session-storage.ts';
import { openApp, signIn, signInAtServer } from './sign-in.ts';

const BY_CODE = { config: { responseType: 'code' } } as const;

/** Signs in at the app, and keeps the server's answer from it. */
async function answerKeptFrom(page: Page, app: string): Promise<URL> {
  const callback = `${app}/auth/callback?*`;
  await page.route(callback, (route) => route.abort());
  const answer = page.waitForRequest(callback);
  await openApp(tabOf(page), app);
  await page.evaluate(() => void probe.auth.login());
  await signInAtServer(tabOf(page));
  return new URL((await answer).url());
}

/** Goes to the server's login page, and tells the state of the request. */
async function stateOfSignIn(page: Page, app: string): Promise<string> {
  await openApp(tabOf(page), app);
  const request = page.waitForRequest((sent) => sent.url().includes('code_challenge='));
  await page.evaluate(() => void probe.auth.login());
  await page.locator('#password').waitFor();
  return new URL((await request).url()).searchParams.get('state') ?? '';
}

/** The answer to a sign-in at an app of another server, which never got there. */
async function answerOfAnother(context: BrowserContext, { app }: Sandbox): Promise<URL> {
  const another = await context.browser()?.newContext();
  if (!another) throw new Error('There is no browser.');
  const answer = await answerKeptFrom(await another.newPage(), app);
  await another.close();
  return answer;
}

const CHANGES = [
  ['that names its server', () => {}, 'response_issuer_mismatch'],
  ['that names no server', (answer: URLSearchParams) => answer.delete('iss'), 'response_issuer_missing'],
] as const;

for (const [name, change, code] of CHANGES) {
  test(`A3 A32 R17 a code of another server's, in an answer ${name}, is redeemed nowhere`, async ({
    page,
    context,
    started,
    withSandbox,
  }) => {
    const other = await withSandbox(BY_CODE);
    const { app, issuer } = await withSandbox(BY_CODE);
    const answer = await answerOfAnother(context, other);
    const state = await stateOfSignIn(page, app);
    const requests = [issuer, other.issuer].map((url) => watchRequestsSeenBy(url, started));
    answer.searchParams.set('state', state);
    change(answer.searchParams);
    await page.goto(`${app}/auth/callback${answer.search}`);

    await expect(page.locator('#status')).toHaveText('failed');
    expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code });
    expect(requests.flatMap(linesOf)).toEqual([]);
    expect(await storedSessions(page)).toEqual([]);
  });
}

test('A3 A32 a code of another server’s that passes for one of this server goes to this one alone, which refuses it', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const other = await withSandbox(BY_CODE);
  const { app, issuer } = await withSandbox(BY_CODE);
  const answer = await answerOfAnother(context, other);
  answer.searchParams.set('state', await stateOfSignIn(page, app));
  answer.searchParams.set('iss', issuer);
  const [asked, askedElsewhere] = [issuer, other.issuer].map((url) => watchRequestsSeenBy(url, started));
  await page.goto(`${app}/auth/callback${answer.search}`);

  await expect(page.locator('#status')).toHaveText('failed');
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'token_request_refused' });
  expect(linesOf(asked ?? [])).toEqual(['POST /token']);
  expect(linesOf(askedElsewhere ?? [])).toEqual([]);
  expect(await storedSessions(page)).toEqual([]);
});

test('A30 R63 each request for a code, with a page or without, has a challenge of its own by S256', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox(BY_CODE);
  const requests = watchRequestsTo(page, issuer);
  await signIn(tabOf(page), app);
  // Without an answer to the refresh, the server is asked in a frame.
  await page.route(`${issuer}/token`, (route) =>
    route.request().postData()?.includes('refresh_token=') ? route.abort() : route.continue(),
  );
  expect(await renew(page)).toEqual({ status: 'renewed' });

  const asked = requests.map((request) => new URL(request.url())).filter(({ pathname }) => pathname === '/auth');
  expect(asked.map(({ searchParams }) => searchParams.get('prompt'))).toEqual([null, 'none']);
  expect(asked.map(({ searchParams }) => searchParams.get('code_challenge_method'))).toEqual(['S256', 'S256']);
  const challenges = asked.map(({ searchParams }) => searchParams.get('code_challenge'));
  expect(challenges).toEqual(challenges.map(() => expect.stringMatching(/^[\w-]{43}$/)));
  expect(new Set(challenges).size).toBe(2);
});

test('R75 refresh tokens are in no event, state, log, address or request but those to the token endpoint', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer, api } = await withSandbox({
    config: { responseType: 'code', scope: 'openid read:timesheets' },
    tabSync: {},
  });
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(String(error.stack)));
  const refreshTokens = new Set<string>();
  page.on('request', (request) => {
    const refreshToken = new URLSearchParams(request.postData() ?? '').get('refresh_token');
    if (refreshToken && request.url() === `${issuer}/token`) refreshTokens.add(refreshToken);
    else told.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers()));
  });
  await signIn(tabOf(page), app);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await page.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  const server = (url: URL) => url.origin === issuer;
  await page.route(server, (route) => route.abort());
  expect(await renew(page)).toEqual({ status: 'unreachable', code: 'server_unreachable' });
  await page.unroute(server);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  await page.route(server, (route) => route.fulfill({ status: 400 }));
  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'token_request_refused' });
  const shown = () =>
    JSON.stringify([probe.events, probe.state(), localStorage, performance.getEntries(), history.state]);
  told.push(await inPage(page, shown), await page.content());

  expect(refreshTokens.size).toBe(3);
  for (const refreshToken of refreshTokens) expect(told.join('\n')).not.toContain(refreshToken);
  expect(await storedSession(page)).toContain([...refreshTokens].at(-1));
});
