import type { Page } from '@playwright/test';
import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { events, sessionIn, statusOf } from './in-app.ts';
import { watchRequestsSeenBy } from './requests-seen.ts';
import { expect, test } from './test.ts';

/** What the userinfo endpoint answers to whoever brings the token. */
async function userInfoStatus(issuer: string, accessToken: string | null): Promise<number> {
  return (await fetch(`${issuer}/me`, { headers: { Authorization: `Bearer ${accessToken}` } })).status;
}

/** Has the app sign out; it may leave for the server meanwhile. */
function signOut(page: Page, scope: 'local' | 'everywhere'): Promise<void> {
  return page.evaluate((reach) => void probe.auth.logout({ scope: reach, revoke: true }), scope);
}

const SIGN_OUTS = [
  { scope: 'local', seen: [] },
  { scope: 'everywhere', seen: ['GET /session/end', 'POST /session/end/confirm'] },
] as const;

for (const { scope, seen } of SIGN_OUTS) {
  test(`R54 a sign-out ${scope} with \`revoke\` ends the access token at a real server by one request`, async ({
    page,
    started,
    withSandbox,
  }) => {
    const { app, issuer } = await withSandbox();
    await signIn(tabOf(page), app);
    const { accessToken } = await sessionIn(page);

    expect(await userInfoStatus(issuer, accessToken)).toBe(200);
    const requests = watchRequestsSeenBy(issuer, started);
    await signOut(page, scope);
    await expect.poll(() => requests.map(({ line }) => line)).toEqual(['POST /token/revocation', ...seen]);
    expect(requests[0]?.headers).toMatchObject({ origin: app });
    expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('cookie');
    expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('referer');
    await expect(page).toHaveURL(`${app}/`);
    await expect(page.locator('#status')).toHaveText('signed-out');
    expect(await userInfoStatus(issuer, accessToken)).toBe(401);
  });
}

test('R54 a token that the server cannot revoke is told of, and the person is signed out', async ({
  page,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ config: { scope: 'openid read:timesheets' } });
  await signIn(tabOf(page), app);
  const requests = watchRequestsSeenBy(issuer, started);
  await page.evaluate(() => probe.auth.logout({ scope: 'local', revoke: true }));

  expect(await statusOf(page)).toBe('signed-out');
  expect(await events(page)).toEqual(['signed-out', 'revocation-failed']);
  // The answer of the server itself: had CORS kept it back, it would be `server_unreachable`.
  expect(await page.evaluate(() => probe.events.at(-1))).toEqual({
    type: 'revocation-failed',
    code: 'server_answer_invalid',
  });
  expect(requests.map(({ line }) => line)).toEqual(['POST /token/revocation']);
});
