import type { SilentRenewalOptions } from 'ngx-implicit-auth';
import { queryOf, sessionIn, statusOf, storedSession, watchRequestsTo } from '../session/in-app.ts';
import { watchRequestsSeenBy } from '../session/requests-seen.ts';
import { test } from '../session/test.ts';
import { ALICE, expect, logIn } from '../test.ts';
import { signInToProbe, startProbe } from './stage.ts';
import { audiencesSeen, getAll, PAYROLL, REPORTS, startApis, TIMESHEETS } from './three-apis.ts';

const MODES: readonly (readonly [name: string, SilentRenewalOptions | undefined])[] = [
  ["in a frame's location", undefined],
  ['by a message', { responseMode: 'web_message' }],
];

for (const [name, renewal] of MODES) {
  test(`each API gets a token of its own, which comes ${name}, and no other`, async ({ page, started }) => {
    const { app, issuer, api } = await startApis(started, { renewal });
    await signInToProbe(page, `${app}/secret`, { asksConsent: false });
    const atApi = watchRequestsSeenBy(api, started);
    const atServer = watchRequestsTo(page, issuer);

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

test('an API that is listed for other methods gets no token, and one for these gets its own', async ({
  page,
  started,
}) => {
  const { app, api } = await startProbe(started, { server: 'auth0' }, ({ issuer, api }) => ({
    config: {
      issuer: `${issuer}/`,
      clientId: 'timesheets-demo',
      scope: 'openid profile read:timesheets',
      parameters: { audience: TIMESHEETS },
      resourceServers: [
        { url: `${api}/timesheets`, methods: ['POST'] },
        { url: `${api}/reports`, methods: ['POST'], audience: PAYROLL },
        { url: `${api}/reports`, methods: ['get'], audience: REPORTS, scope: 'read:reports' },
      ],
    },
  }));
  await signInToProbe(page, `${app}/secret`, { asksConsent: false });
  const atApi = watchRequestsSeenBy(api, started);

  expect(await getAll(page, `${api}/timesheets`, `${api}/reports`)).toEqual([401, 200]);
  expect(audiencesSeen(atApi)).toEqual([`GET /reports ${REPORTS}`, 'GET /timesheets']);
});

test('a token that needs consent is asked for by requestAccess(), and all of them go with the session', async ({
  page,
  started,
}) => {
  const { app, issuer, api } = await startApis(started);
  const url = `${app}/secret?week=47#friday`;
  await signInToProbe(page, url, { asksConsent: false });
  expect(await getAll(page, `${api}/reports`)).toEqual([200]);
  const before = await sessionIn(page);
  await page.evaluate((url) => void probe.auth.requestAccess(url), `${api}/payroll`);
  await expect(page.getByText('See how many hours each person is paid for')).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  await expect(page).toHaveURL(url);

  const atApi = watchRequestsSeenBy(api, started);
  const atServer = watchRequestsTo(page, issuer);
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

test('tabs that keep together fetch a token once, and have each other’s', async ({ context, started }) => {
  const { app, issuer, api } = await startApis(started, { renewal: {}, tabSync: {} });
  const [first, second] = [await context.newPage(), await context.newPage()];
  await signInToProbe(first, `${app}/secret`, { asksConsent: false });
  await second.goto(`${app}/secret`);
  await expect.poll(() => statusOf(second)).toBe('signed-in');
  const atServer = [watchRequestsTo(first, issuer), watchRequestsTo(second, issuer)];
  const answers = await Promise.all([first, second].map((tab) => getAll(tab, `${api}/reports`)));
  expect(answers).toEqual([[200], [200]]);
  expect(atServer.flat()).toHaveLength(1);

  await first.evaluate((url) => void probe.auth.requestAccess(url), `${api}/payroll`);
  await first.getByRole('button', { name: 'Allow' }).click();
  await expect(first.locator('main')).toHaveText('secret page');
  await expect.poll(async () => Object.keys((await sessionIn(second)).accessTokens ?? {}).length).toBe(2);
  expect((await sessionIn(second)).accessTokens).toEqual((await sessionIn(first)).accessTokens);
  expect(await getAll(second, `${api}/payroll`)).toEqual([200]);
});

test('a guarded page that is denied its token leads to the start page, and the session goes on', async ({
  page,
  started,
}) => {
  const { app, api } = await startApis(started);
  await signInToProbe(page, `${app}/secret`, { asksConsent: false });
  await page.evaluate(() => void probe.navigate('/payroll?month=11'));
  await page.getByRole('button', { name: 'Deny' }).click();

  await expect(page).toHaveURL(`${app}/`);
  await expect(page.locator('main')).toHaveText('public page');
  expect(await statusOf(page)).toBe('signed-in');
  const last = { type: 'sign-in-failed', code: 'access_denied' };
  expect(await page.evaluate(() => probe.events.at(-1))).toMatchObject(last);
  expect(await getAll(page, `${api}/timesheets`, `${api}/payroll`)).toEqual([200, 'interaction_required']);
});

test('a guarded page has the person sign in, asks for the consent, and comes back to its very URL', async ({
  page,
  started,
}) => {
  const { app, issuer, api } = await startApis(started);
  const url = `${app}/payroll?month=11#total`;
  await page.goto(app);
  const before = await page.evaluate(() => history.length);
  await page.goto(url, { waitUntil: 'commit' });
  await logIn(page, ALICE);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  await expect(page).toHaveURL(url);
  // The login page, the consent page and this one: nothing of the way between them.
  expect(await page.evaluate(() => history.length)).toBe(before + 3);

  const atServer = watchRequestsTo(page, issuer);
  expect(await getAll(page, `${api}/payroll`)).toEqual([200]);
  await page.evaluate(() => probe.navigate('/'));
  expect(await page.evaluate(() => probe.navigate('/payroll'))).toBe(true);
  expect(atServer).toEqual([]);
});
