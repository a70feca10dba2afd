import type { BrowserContext, Page, Request } from '@playwright/test';
import { openApp, signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { renew, statusOf } from './in-app.ts';
import { expect, test } from './test.ts';

const TABS = 10;
const ROUNDS = 20;
const BY_CODE = { config: { responseType: 'code' }, tabSync: {} } as const;

/** The refresh tokens that the token endpoint has got, and the statuses of its answers to them. */
interface Refreshes {
  readonly sent: string[];
  readonly statuses: number[];
}

function refreshesIn(context: BrowserContext): Refreshes {
  const refreshes: Refreshes = { sent: [], statuses: [] };
  const tokenIn = (request: Request) => new URLSearchParams(request.postData() ?? '').get('refresh_token');
  context.on('request', (request) => {
    const refreshToken = tokenIn(request);
    if (refreshToken !== null) refreshes.sent.push(refreshToken);
  });
  context.on('response', (response) => {
    if (tokenIn(response.request()) !== null) refreshes.statuses.push(response.status());
  });
  return refreshes;
}

/** Ten tabs that share one session, signed in at a server that ends the grant when a refresh token is sent twice. */
async function tenTabs(context: BrowserContext, first: Page, app: string): Promise<readonly Page[]> {
  await signIn(tabOf(first), app);
  const others = await Promise.all(
    Array.from({ length: TABS - 1 }, async () => {
      const page = await context.newPage();
      await openApp(tabOf(page), app);
      await expect(page.locator('#status')).toHaveText('signed-in');
      return page;
    }),
  );
  return [first, ...others];
}

test('R72 A33 ten tabs renew at once, two hundred times in all: each refresh token is sent once, and nobody is signed out', async ({
  page,
  context,
  withSandbox,
}) => {
  const { app } = await withSandbox(BY_CODE);
  const refreshes = refreshesIn(context);
  const tabs = await tenTabs(context, page, app);
  for (let round = 0; round < ROUNDS; round++) {
    const outcomes = await Promise.all(tabs.map(renew));
    expect(outcomes).toEqual(tabs.map(() => ({ status: 'renewed' })));
  }

  expect(new Set(refreshes.sent).size).toBe(refreshes.sent.length);
  expect(refreshes.sent).toHaveLength(ROUNDS);
  expect(refreshes.statuses).toEqual(refreshes.sent.map(() => 200));
  expect(await Promise.all(tabs.map(statusOf))).toEqual(tabs.map(() => 'signed-in'));
});

test('R72 R74 A33 ten tabs renew while every third answer is lost: no refresh token is sent again, and nobody is signed out', async ({
  page,
  context,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox(BY_CODE);
  const refreshes = refreshesIn(context);
  const tabs = await tenTabs(context, page, app);
  let answers = 0;
  await context.route(`${issuer}/token`, async (route) => {
    // The server has redeemed what was sent, and the browser never hears of it.
    const isRefresh = route.request().postData()?.includes('refresh_token=') === true;
    if (!isRefresh || ++answers % 3 !== 0) await route.continue();
    else {
      await route.fetch();
      await route.abort('connectionreset');
    }
  });
  for (let round = 0; round < ROUNDS; round++) {
    const outcomes = await Promise.all(tabs.map(renew));
    expect(outcomes).toEqual(tabs.map(() => ({ status: 'renewed' })));
  }

  expect(answers).toBeGreaterThan(3);
  expect(new Set(refreshes.sent).size).toBe(refreshes.sent.length);
  expect(refreshes.statuses.filter((status) => status !== 200)).toEqual([]);
  expect(await Promise.all(tabs.map(statusOf))).toEqual(tabs.map(() => 'signed-in'));
});
