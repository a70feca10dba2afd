import { startMisbehavingServer } from '../conformance/misbehaving-server.ts';
import { OTHER_RSA_KEY } from '../conformance/signing-keys.ts';
import { getTimesheets } from './api-requests.ts';
import { events, expectNoFrames, outcomes, sessionIn, statusOf } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expect, signIn, test } from './test.ts';

/** How long the library waits for a page that may go on by script. */
const GRACE_MS = 2_000;

test('R52 R40 a server that is down keeps nobody from their session, and with new keys after the restart renews it', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: { timeoutSeconds: 600 } });
  await signIn(page, app);
  const before = await sessionIn(page);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
  await server.close();
  // It asks for the keys, and then, without CORS, whether anything answers there at all.
  let failures = 0;
  const isAskedWhetherItIsThere = page.waitForEvent(
    'requestfailed',
    (request) => request.url().endsWith('/keys') && ++failures === 2,
  );
  await page.evaluate(() => void probe.auth.renew());
  await isAskedWhetherItIsThere;

  // The server is there again before the app gives up on the renewal, and must not pass for one that refuses frames.
  const requests = watchRequestsSeenBy(server.url, started);
  const restarted = started(
    await startMisbehavingServer(
      { keys: () => ({ signing: OTHER_RSA_KEY, published: [OTHER_RSA_KEY] }) },
      Number(new URL(server.url).port),
    ),
  );
  await page.clock.runFor(GRACE_MS);
  await expect.poll(() => outcomes(page)).toEqual(['unreachable']);
  expect(await statusOf(page)).toBe('signed-in');
  expect(await sessionIn(page)).toEqual(before);
  expect(linesOf(requests)).toEqual([]);

  const longestPauseMs = (before.expiresAt - before.receivedAt) / 10;
  await page.clock.runFor(longestPauseMs);
  await expect.poll(() => outcomes(page)).toEqual(['unreachable', 'renewed']);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /keys']);
  const after = await sessionIn(page);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.server.jwks?.keys).toEqual([expect.objectContaining({ kid: OTHER_RSA_KEY.kid })]);
  // The keys are held from now on.
  expect(await page.evaluate(() => probe.auth.renew().then(({ status }) => status))).toBe('renewed');
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /keys', 'GET /authorize']);
  expect(await getTimesheets(page, restarted)).toBe(200);
  expect(await events(page)).toEqual(['renewal-ended', 'renewal-ended', 'renewal-ended']);
  await expectNoFrames(page);
});
