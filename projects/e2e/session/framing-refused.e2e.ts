import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { openApp } from '../attacks/sign-in.ts';
import type { Answer } from '../attacks/witness.ts';
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

const RENEWAL_PAGE = '/silent-renewal.html';

test('R52 an app whose own renewal page may not be framed is told by which header', async ({ page, withServer }) => {
  const forbidden = { headers: { 'Content-Type': 'text/html', 'X-Frame-Options': 'DENY' }, body: '' };
  const { app } = await withServer({
    renewal: { timeoutSeconds: 600 },
    front: () => ({ answer: (path) => (path === RENEWAL_PAGE ? forbidden : undefined) }),
  });
  await signIn(page, app);
  const message = await page.evaluate(async () => {
    const outcome = await probe.auth.renew();
    return outcome.status === 'frame-blocked' && outcome.error.message;
  });

  expect(message).toContain(`${app}${RENEWAL_PAGE} may not be framed, by its header X-Frame-Options: DENY.`);
});

/** Renews in an app whose host redirects from its renewal page to another one, and returns why that has failed. */
async function renewElsewhere(page: Page, app: string): Promise<unknown> {
  await signIn(page, app);
  return page.evaluate(async () => {
    const outcome = await probe.auth.renew();
    return 'error' in outcome && [outcome.status, outcome.error.message];
  });
}

test('R50 an app whose host takes .html away is told where the answer came to', async ({ page, withServer }) => {
  const answers = new Map<string, Answer>([
    [RENEWAL_PAGE, { status: 302, headers: { Location: '/silent-renewal' }, body: '' }],
    ['/silent-renewal', { headers: { 'Content-Type': 'text/html' }, body: '' }],
  ]);
  const { app } = await withServer({
    renewal: { timeoutSeconds: 600 },
    front: () => ({ answer: (path) => answers.get(path) }),
  });

  expect(await renewElsewhere(page, app)).toEqual([
    'refused',
    expect.stringContaining(
      `came to ${app}/silent-renewal in the frame, and redirectUri of withSilentRenewal() is ${app}`,
    ),
  ]);
});

test('R52 an app that its host shows in place of its renewal page is told where the frame stands', async ({
  page,
  withServer,
}) => {
  const moved = { status: 302, headers: { Location: '/#' }, body: '' };
  const { app } = await withServer({
    renewal: { timeoutSeconds: 600 },
    front: () => ({ answer: (path) => (path === RENEWAL_PAGE ? moved : undefined) }),
  });

  expect(await renewElsewhere(page, app)).toEqual([
    'frame-blocked',
    expect.stringContaining(`has come to ${app}/, and not to ${app}${RENEWAL_PAGE}.`),
  ]);
});
