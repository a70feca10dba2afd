import type { Page } from '@playwright/test';
import { decodeJwt } from 'jose';
import type { AuthError, SilentRenewalOptions } from 'ngx-implicit-auth';
import { queryOf, requestsTo, sessionIn, statusOf, storedSession } from '../session/in-app.ts';
import { requestsSeenBy, type SeenRequest } from '../session/requests-seen.ts';
import type { Started } from '../session/stage.ts';
import { test } from '../session/test.ts';
import { expect } from '../test.ts';
import { signInToProbe, startProbe, type Addresses } from './stage.ts';

const TIMESHEETS = 'http://localhost:4301';
const REPORTS = `${TIMESHEETS}/reports`;
const PAYROLL = `${TIMESHEETS}/payroll`;

/** Three APIs: the session's token is for the first, and the others have one of their own. */
function startApis(started: Started, renewal?: SilentRenewalOptions): Promise<Addresses> {
  return startProbe(started, { server: 'auth0' }, ({ issuer, api }) => ({
    config: {
      issuer: `${issuer}/`,
      clientId: 'timesheets-demo',
      scope: 'openid profile read:timesheets',
      parameters: { audience: TIMESHEETS },
      resourceServers: [
        `${api}/timesheets`,
        { url: `${api}/reports`, audience: REPORTS, scope: 'read:reports' },
        { url: `${api}/payroll`, audience: PAYROLL, scope: 'read:payroll' },
      ],
    },
    renewal,
    accessPages: { payroll: `${api}/payroll` },
  }));
}

/** Asks for all at once; answers with each status, or with the code of the failure for which nothing was sent. */
function getAll(page: Page, ...urls: readonly string[]) {
  return page.evaluate(
    (all) => Promise.all(all.map((url) => probe.get(url).catch((failure: unknown) => (failure as AuthError).code))),
    urls,
  );
}

/** What came to the APIs, each request with the audience of its token, in alphabetical order. */
function audiencesSeen(requests: readonly SeenRequest[]): readonly string[] {
  return requests
    .filter(({ line }) => line.startsWith('GET '))
    .map(({ line, headers: { authorization } }) =>
      authorization ? `${line} ${String(decodeJwt(authorization.slice('Bearer '.length)).aud)}` : line,
    )
    .sort();
}

const MODES: readonly (readonly [name: string, SilentRenewalOptions | undefined])[] = [
  ["in a frame's location", undefined],
  ['by a message', { responseMode: 'web_message' }],
];

for (const [name, renewal] of MODES) {
  test(`each API gets a token of its own, which comes ${name}, and no other`, async ({ page, started }) => {
    const { app, issuer, api } = await startApis(started, renewal);
    await signInToProbe(page, `${app}/secret`, { asksConsent: false });
    const atApi = requestsSeenBy(api, started);
    const atServer = requestsTo(page, issuer);

    expect(await getAll(page, `${api}/reports`, `${api}/timesheets`, `${api}/reports`)).toEqual([200, 200, 200]);
    const seen = [`GET /reports ${REPORTS}`, `GET /reports ${REPORTS}`, `GET /timesheets ${TIMESHEETS}`];
    expect(audiencesSeen(atApi)).toEqual(seen);
    expect(atServer.map((request) => new URL(request.url()).pathname)).toEqual(['/authorize']);
    expect(Object.fromEntries(atServer.flatMap((request) => [...queryOf(request)]))).toMatchObject({
      audience: REPORTS,
      scope: 'openid read:reports',
      prompt: 'none',
      redirect_uri: `${app}/silent-renewal.html`,
    });

    await page.reload();
    expect(await getAll(page, `${api}/reports`)).toEqual([200]);
    expect(atServer).toHaveLength(1);

    const before = await storedSession(page);
    expect(await getAll(page, `${api}/payroll`)).toEqual(['interaction_required']);
    expect(audiencesSeen(atApi)).toEqual([`GET /reports ${REPORTS}`, ...seen]);
    expect(await storedSession(page)).toBe(before);
    expect(await statusOf(page)).toBe('signed-in');
  });
}

test('a token that needs consent is asked for by login(), and all of them go with the session', async ({
  page,
  started,
}) => {
  const { app, issuer, api } = await startApis(started);
  const url = `${app}/secret?week=47#friday`;
  await signInToProbe(page, url, { asksConsent: false });
  expect(await getAll(page, `${api}/reports`)).toEqual([200]);
  const before = await sessionIn(page);
  await page.evaluate((resourceServer) => void probe.auth.login({ resourceServer }), `${api}/payroll`);
  await expect(page.getByText('See how many hours each person is paid for')).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  await expect(page).toHaveURL(url);

  const atApi = requestsSeenBy(api, started);
  const atServer = requestsTo(page, issuer);
  const { accessTokens, ...after } = await sessionIn(page);
  expect({ ...after, accessTokens: before.accessTokens }).toEqual(before);
  expect(accessTokens).toMatchObject(before.accessTokens ?? {});
  expect(Object.keys(accessTokens ?? {})).toHaveLength(2);
  expect(await getAll(page, `${api}/payroll`, `${api}/reports`, `${api}/timesheets`)).toEqual([200, 200, 200]);
  const seen = [`GET /payroll ${PAYROLL}`, `GET /reports ${REPORTS}`, `GET /timesheets ${TIMESHEETS}`];
  expect(audiencesSeen(atApi)).toEqual(seen);
  expect(atServer).toEqual([]);

  await page.evaluate(() => void probe.auth.logout());
  await expect(page).toHaveURL(`${app}/`);
  await expect.poll(() => storedSession(page).catch(() => 'no page yet')).toBeNull();
  expect(await getAll(page, `${api}/payroll`, `${api}/reports`)).toEqual([401, 401]);
  expect(audiencesSeen(atApi)).toEqual(['GET /payroll', seen[0], 'GET /reports', ...seen.slice(1)]);
});

test('a guarded page asks for the consent that its API needs, once, and comes back to its very URL', async ({
  page,
  started,
}) => {
  const { app, issuer, api } = await startApis(started);
  const url = `${app}/payroll?month=11#total`;
  await page.goto(app);
  await signInToProbe(page, `${app}/secret`, { asksConsent: false });
  await page.evaluate(() => void probe.navigate('/payroll?month=11'));
  await page.getByRole('button', { name: 'Deny' }).click();
  // The session goes on without the token.
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.locator('main')).toHaveText('public page');
  expect(await statusOf(page)).toBe('signed-in');
  expect(await page.evaluate(() => probe.events.at(-1))).toMatchObject({
    type: 'sign-in-failed',
    code: 'access_denied',
  });

  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  await expect(page).toHaveURL(url);
  const atServer = requestsTo(page, issuer);
  expect(await getAll(page, `${api}/payroll`)).toEqual([200]);
  await page.evaluate(() => probe.navigate('/'));
  expect(await page.evaluate(() => probe.navigate('/payroll'))).toBe(true);
  expect(atServer).toEqual([]);
});
