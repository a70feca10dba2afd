import type { Request } from '@playwright/test';
import { signIn, signInAtServer } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { ALICE } from '../test.ts';
import { queryOf, renew, sessionIn, watchRequestsTo } from './in-app.ts';
import { expect, test } from './test.ts';

const BOUND = { config: { responseType: 'code', scope: 'openid read:timesheets' }, dpop: {} } as const;

const header = (request: Request | undefined, name: string) => request?.headers()[name];

test('R76 R77 R78 R79 R81 tokens are bound to a key of this browser, at a server that wants nonces, and shown to the API with a proof', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer, api } = await withSandbox(BOUND);
  const toServer = watchRequestsTo(page, issuer);
  const toApi = watchRequestsTo(page, api);
  await signIn(tabOf(page), app);
  const exchanges = () =>
    toServer.filter((request) => request.url() === `${issuer}/token` && request.method() === 'POST');

  // One for the nonce.
  expect(exchanges()).toHaveLength(2);
  expect(await page.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  const sent = toApi.findLast((request) => request.method() === 'GET');
  const accessToken = (await sessionIn(page)).accessToken ?? '';
  expect(header(sent, 'authorization')).toBe(`DPoP ${accessToken}`);

  // Whoever has the token alone, or with a proof that was used, gets nothing.
  const proof = header(sent, 'dpop') ?? '';
  const stolen: Record<string, string>[] = [
    { Authorization: `Bearer ${accessToken}` },
    { Authorization: `DPoP ${accessToken}`, DPoP: proof },
  ];
  const answers = await Promise.all(stolen.map((headers) => fetch(`${api}/timesheets`, { headers })));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);

  // The key outlives the page, and the refresh token is bound to it as well.
  await page.goto(app);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await page.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  expect((await sessionIn(page)).accessToken).not.toBe(accessToken);
});

test('R80 two tabs that sign in at once on a fresh profile have one key, and both sessions work after both are loaded anew', async ({
  page,
  context,
  withSandbox,
}) => {
  const { app, issuer, api } = await withSandbox(BOUND);
  const another = await context.newPage();
  const pages = [page, another];
  const requests = pages.map((each) => watchRequestsTo(each, issuer));
  await Promise.all(pages.map((each) => each.goto(app)));
  await Promise.all(pages.map((each) => each.evaluate(() => void probe.auth.login())));
  await signInAtServer(tabOf(page));
  await expect(page.locator('#status')).toHaveText('signed-in');
  // Asked already, the server asks for no consent again.
  for (const [name, value] of Object.entries(ALICE)) await another.fill(`[name=${name}]`, value);
  await another.press('#password', 'Enter');
  await expect(another.locator('#status')).toHaveText('signed-in');
  const bindings = requests.flat().flatMap((request) => queryOf(request).get('dpop_jkt') ?? []);
  expect(bindings.length).toBeGreaterThan(1);
  expect(new Set(bindings).size).toBe(1);

  for (const each of pages) {
    await each.goto(app);
    expect(await each.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  }
});
