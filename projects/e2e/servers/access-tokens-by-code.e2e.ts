import type { Request } from '@playwright/test';
import { renew, statusOf, watchRequestsTo } from '../session/in-app.ts';
import { watchRequestsSeenBy } from '../session/requests-seen.ts';
import { test } from '../session/test.ts';
import { expect } from '../test.ts';
import { signInToProbe } from './stage.ts';
import { audiencesSeen, getAll, REPORTS, startApis, TIMESHEETS } from './three-apis.ts';

/** The scope of a sign-in whose refresh token brings a token for the reports, too. */
const BY_CODE = { responseType: 'code', scope: 'openid profile read:timesheets read:reports' } as const;

/** What was asked of the server: the grant of each token request, and the path of anything else. */
const grantsIn = (requests: readonly Request[]) =>
  requests
    .filter((request) => request.method() !== 'OPTIONS')
    .map(
      (request) => new URLSearchParams(request.postData() ?? '').get('grant_type') ?? new URL(request.url()).pathname,
    );

test('R66 R71 R72 by code, a refresh token brings the token of an API, in one tab for all, and none is sent twice', async ({
  context,
  started,
}) => {
  const { app, issuer, api } = await startApis(started, { renewal: {}, tabSync: {} }, BY_CODE);
  const [first, second] = [await context.newPage(), await context.newPage()];
  await signInToProbe(first, `${app}/secret`, { asksConsent: false });
  await second.goto(`${app}/secret`);
  await expect.poll(() => statusOf(second)).toBe('signed-in');
  const atApi = watchRequestsSeenBy(api, started);
  const atServer = [watchRequestsTo(first, issuer), watchRequestsTo(second, issuer)];

  const both = await Promise.all([first, second].map((tab) => getAll(tab, `${api}/reports`, `${api}/timesheets`)));
  expect(both).toEqual([
    [200, 200],
    [200, 200],
  ]);
  expect(audiencesSeen(atApi)).toEqual([
    ...Array<string>(2).fill(`GET /reports ${REPORTS}`),
    ...Array<string>(2).fill(`GET /timesheets ${TIMESHEETS}`),
  ]);
  expect(grantsIn(atServer.flat())).toEqual(['refresh_token']);

  // The next refresh token is whoever's turn it is, after a reload as well.
  for (const tab of [second, first, second]) {
    await tab.reload();
    expect(await renew(tab)).toEqual({ status: 'renewed' });
    expect(await getAll(tab, `${api}/reports`, `${api}/timesheets`)).toEqual([200, 200]);
  }
  const sent = atServer
    .flat()
    .flatMap((request) => new URLSearchParams(request.postData() ?? '').getAll('refresh_token'));
  expect(new Set(sent).size).toBe(4);
  expect(sent).toHaveLength(4);
});

test('by code, a token that no refresh token may bring comes silently, and renewals go on by refresh token', async ({
  page,
  started,
}) => {
  const config = { ...BY_CODE, scope: 'openid profile read:timesheets' };
  const { app, issuer, api } = await startApis(started, { renewal: {} }, config);
  await signInToProbe(page, `${app}/secret`, { asksConsent: false });
  const atServer = watchRequestsTo(page, issuer);

  expect(await getAll(page, `${api}/reports`)).toEqual([200]);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(grantsIn(atServer)).toEqual(['/authorize', 'authorization_code', 'refresh_token']);
});
