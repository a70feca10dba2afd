import type { Page, Route } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { openApp } from '../attacks/sign-in.ts';
import type { Behaviour } from '../conformance/behaviour.ts';
import { ageSession } from './age-session.ts';
import { events, outcomes, renew, sessionIn, watchFrames } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expect, signIn, test } from './test.ts';

const NEAR_ITS_END_SECONDS = 400;

/** A server whose pages may not be framed, and which shows one where it cannot redirect. */
const REFUSES_FRAMES: Behaviour = {
  authorization: (proper, record) =>
    record.to('authorize').at(-1)?.headers['sec-fetch-dest'] === 'iframe'
      ? { status: 200, headers: { 'Content-Type': 'text/html', 'X-Frame-Options': 'DENY' }, body: '<p>Sign in' }
      : proper,
};

test('R50 R52 a server that refuses to be framed is asked in a frame once, told once with the fix, and then by navigation', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({
    renewal: { leadSeconds: 300, timeoutSeconds: 600 },
    behaviour: REFUSES_FRAMES,
  });
  const frames = await watchFrames(page);
  await signIn(page, app);
  const before = await sessionIn(page);
  const requests = watchRequestsSeenBy(server.url, started);
  await page.evaluate(() => {
    const told: string[] = [];
    probe.auth.events$.subscribe((event) => {
      if (event.type === 'frames-blocked') told.push(event.error.message);
    });
    Object.assign(globalThis, { told });
  });
  for (const attempt of [1, 2, 3]) {
    expect(await renew(page), `attempt ${attempt}`).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
  }
  expect(await page.evaluate('told')).toEqual([expect.stringMatching(/X-Frame-Options.*frame-ancestors.*frame-src/)]);
  expect(await sessionIn(page)).toEqual(before);
  expect(await frames()).toHaveLength(1);
  // Whether the server answers at all is told by its keys.
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /keys']);

  await ageSession(page, NEAR_ITS_END_SECONDS);
  await openApp(tabOf(page), app);
  await page.evaluate(() => void probe.navigate('/secret?year=2026#march'));
  await expect(page).toHaveURL(`${app}/secret?year=2026#march`);
  await expect(page.locator('main')).toHaveText('secret page');
  expect((await sessionIn(page)).accessToken).not.toBe(before.accessToken);
  expect(await outcomes(page)).toEqual(['renewed']);
  expect(await events(page)).not.toContain('frames-blocked');
  expect(await frames()).toEqual([]);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /keys', 'GET /authorize']);
});

/** Has the app's host answer for the renewal page in another way. */
async function hostAnswers(page: Page, answer: (route: Route) => Promise<void>): Promise<void> {
  await page.route(/\/silent-renewal\.html/, answer);
}

test('R52 an app whose own renewal page may not be framed is told by which header', async ({ page, withServer }) => {
  const { app } = await withServer({ renewal: { timeoutSeconds: 600 } });
  await hostAnswers(page, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'x-frame-options': 'DENY' } });
  });
  await signIn(page, app);
  const message = await page.evaluate(async () => {
    const outcome = await probe.auth.renew();
    return outcome.status === 'frame-blocked' && outcome.error.message;
  });

  expect(message).toContain(`${app}/silent-renewal.html may not be framed, by its header X-Frame-Options: DENY.`);
});

test('R50 an app whose host takes .html away is told where the answer came to', async ({ page, withServer }) => {
  const { app } = await withServer({ renewal: { timeoutSeconds: 600 } });
  await hostAnswers(page, (route) => route.fulfill({ status: 302, headers: { location: '/silent-renewal' } }));
  await signIn(page, app);
  const outcome = await page.evaluate(async () => {
    const { status, error } = (await probe.auth.renew()) as {
      status: string;
      error?: { code: string; message: string };
    };
    return { status, code: error?.code, message: error?.message };
  });

  expect(outcome).toMatchObject({ status: 'refused', code: 'redirect_uri_mismatch' });
  expect(outcome.message).toContain(`came to ${app}/silent-renewal in the frame`);
  expect(outcome.message).toContain(`is ${app}/silent-renewal.html.`);
});
