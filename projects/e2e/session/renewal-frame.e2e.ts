import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Behaviour, Reply } from '../conformance/behaviour.ts';
import { events, expectNoFrames, outcomes, renew, statusOf, storedSession, watchFrames } from './in-app.ts';
import { expect, signIn, test } from './test.ts';

/** Longer than any test may last: what ends sooner has not been waited out. */
const TIMEOUT_SECONDS = 600;

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><form><input name="password"></form>';

function answerWith(body: string, headers: Reply['headers'] = {}, status = 200): Behaviour {
  const all = { 'Content-Type': 'text/html; charset=utf-8', ...headers };
  return { authorization: () => ({ status, headers: all, body }) };
}

/** A page that goes on to where the proper server redirects. */
function goOnBy(script: (location: string) => string): Behaviour {
  return {
    authorization: (proper) => ({
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: `<!doctype html><title>One moment</title><body><script>${script(JSON.stringify(proper?.headers?.['Location']))}</script>`,
    }),
  };
}

/** The session goes on, and nothing of the renewal is left. */
async function expectUntouched(
  page: Page,
  app: string,
  before: string | null,
  told: readonly string[] = ['renewal-ended'],
): Promise<void> {
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  expect(await events(page)).toEqual(told);
  expect(page.url()).toBe(`${app}/secret`);
  await expectNoFrames(page);
}

const PAGES: readonly (readonly [name: string, Behaviour])[] = [
  ['a login page', answerWith(LOGIN_PAGE)],
  ['a login page with X-Frame-Options', answerWith(LOGIN_PAGE, { 'X-Frame-Options': 'DENY' })],
  [
    'a login page with frame-ancestors',
    answerWith(LOGIN_PAGE, { 'Content-Security-Policy': "frame-ancestors 'none'" }),
  ],
  ['a login page that breaks out of frames', answerWith(`${LOGIN_PAGE}<script>top.location = location;</script>`)],
  ['a login page in place of an error', answerWith(LOGIN_PAGE, {}, 403)],
];

for (const [name, behaviour] of PAGES) {
  test(`R50 R52 ${name} in the frame is noticed at once, stays in and is never seen`, async ({ page, withServer }) => {
    const { app, server } = await withServer({
      renewal: { timeoutSeconds: TIMEOUT_SECONDS },
      // An app's style for frames does not bring it to light.
      front: () => ({ page: (html) => html.replace('</head>', '<style>iframe { display: block }</style></head>') }),
    });
    const frames = await watchFrames(page);
    await signIn(page, app);
    const before = await storedSession(page);
    server.behave(behaviour);

    expect(await renew(page)).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
    await expectUntouched(page, app, before, ['frames-blocked', 'renewal-ended']);
    expect(await frames()).toEqual([{ isVisible: false }]);
    expect(server.record.to('authorize')).toHaveLength(2);
  });
}

const SCRIPTS: readonly (readonly [name: string, (location: string) => string])[] = [
  ['while it loads', (location) => `location.replace(${location})`],
  ['once it has loaded', (location) => `onload = () => setTimeout(() => { location.href = ${location}; })`],
];

for (const [name, script] of SCRIPTS) {
  test(`R50 a server that redirects by script ${name} is followed`, async ({ page, withServer }) => {
    const { app, server } = await withServer({ renewal: { timeoutSeconds: TIMEOUT_SECONDS } });
    await signIn(page, app);
    server.behave(goOnBy(script));

    expect(await renew(page)).toEqual({ status: 'renewed' });
    expect(server.record.to('authorize')).toHaveLength(2);
    await expectNoFrames(page);
  });
}

test('R52 a server that never answers is given up on after the timeout', async ({ page, withServer }) => {
  const { app, server } = await withServer({ renewal: { timeoutSeconds: 1 } });
  await signIn(page, app);
  const before = await storedSession(page);
  server.behave({ authorization: () => null });

  expect(await renew(page)).toEqual({ status: 'unreachable', code: 'server_unreachable' });
  await expectUntouched(page, app, before);
});

test('R52 a server that is down is told from one that refuses the frame, and asked again by itself', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: { timeoutSeconds: TIMEOUT_SECONDS } });
  await signIn(page, app);
  const before = await storedSession(page);
  await page.route(`${server.url}/**`, (route) => route.abort('connectionrefused'));

  expect(await renew(page)).toEqual({ status: 'unreachable', code: 'server_unreachable' });
  await expectUntouched(page, app, before);
  await page.unroute(`${server.url}/**`);
  await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
});

test('R52 a server that answers everything with 503 is told from one that refuses the frame, and asked again by itself', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: { timeoutSeconds: TIMEOUT_SECONDS } });
  await signIn(page, app);
  const before = await storedSession(page);
  await page.route(`${server.url}/**`, (route) => route.fulfill({ status: 503, body: 'Service unavailable' }));

  expect(await renew(page)).toEqual({ status: 'unreachable', code: 'server_unreachable' });
  await expectUntouched(page, app, before);
  await page.unroute(`${server.url}/**`);
  await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
});

test('R52 an offline device tries again after growing pauses, and as soon as it is online', async ({
  page,
  context,
  withServer,
}) => {
  const timeoutSeconds = 10;
  const { app, server } = await withServer({
    renewal: { timeoutSeconds },
    // The page's clock runs ahead by what the pauses take.
    config: { clockSkewSeconds: 300 },
  });
  await signIn(page, app);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  const asked = server.record.to('authorize').length;
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  await context.setOffline(true);
  const tries = async () => (await outcomes(page)).filter((status) => status === 'unreachable').length;
  /** Each try waits for a connection first. */
  const waitInVain = async (expected: number) => {
    await expect.poll(() => statusOf(page)).toBe('renewing');
    const counted = async () => {
      if ((await tries()) < expected) await page.clock.runFor(timeoutSeconds * 1000);
      return tries();
    };
    await expect.poll(counted).toBe(expected);
  };

  await page.evaluate(() => void probe.auth.renew());
  await waitInVain(1);
  for (const [pauseMs, expected] of [
    [2_000, 2],
    [4_000, 3],
    [8_000, 4],
  ] as const) {
    await page.clock.runFor(pauseMs - 1);
    expect(await statusOf(page)).toBe('signed-in');
    await page.clock.runFor(1);
    await waitInVain(expected);
  }
  expect(server.record.to('authorize')).toHaveLength(asked);
  expect(await statusOf(page)).toBe('signed-in');
  await context.setOffline(false);
  await page.clock.resume();
  await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
  expect(server.record.to('authorize')).toHaveLength(asked + 1);
});

/** The files of the built app that make a renewal. */
function renewalFiles(): readonly string[] {
  const folder = 'dist/probe/browser';
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const text = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');
  const maker = files.find((file) => text(file).includes('renewal_frame_blocked')) ?? '';
  return [maker, ...files.filter((file) => text(maker).includes(file))];
}

test('R52 a device that is offline at its very first renewal renews once it is online', async ({
  page,
  context,
  withServer,
}) => {
  // How long a connection is waited for.
  const { app } = await withServer({ renewal: { timeoutSeconds: 3 } });
  await signIn(page, app);
  // What makes a renewal is there before it is needed: a browser that has failed to load a module does not try again.
  await page.waitForFunction(
    (files) => files.every((file) => performance.getEntriesByName(`${location.origin}/${file}`).length > 0),
    renewalFiles(),
  );
  await context.setOffline(true);

  expect((await renew(page)).status).toBe('unreachable');
  await context.setOffline(false);
  await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
});

/** What a page says that hopes to be listened to during a renewal. */
const FORGERY = `const forgeries = ['changed', 'error', '#error=login_required', '#access_token=forged&state=forged', { type: 'authorization_response' }];
  const all = Array.from({ length: top.length }, (_, at) => top[at]);
  for (const target of [top, ...all]) for (const forgery of forgeries) target.postMessage(forgery, '*');`;

test('A18 what the frame itself and its siblings post during a renewal changes nothing', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({
    front: () => ({
      answer: (path) =>
        path === '/forger'
          ? { headers: { 'Content-Type': 'text/html' }, body: `<script>${FORGERY}</script>` }
          : undefined,
    }),
  });
  await signIn(page, app);
  await page.evaluate(() => {
    const heard: unknown[] = [];
    addEventListener('message', ({ origin }) => heard.push(origin));
    Object.assign(globalThis, { heard });
  });
  server.behave(
    goOnBy(
      (location) => `${FORGERY}
        const sibling = document.createElement('iframe');
        sibling.src = 'http://127.0.0.1:${new URL(app).port}/forger';
        sibling.onload = () => location.replace(${location});
        document.body.append(sibling);`,
    ),
  );

  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await page.evaluate('[...new Set(heard)].sort()')).toEqual(
    [server.url, `http://127.0.0.1:${new URL(app).port}`].sort(),
  );
  expect(await events(page)).toEqual(['renewal-ended']);
  expect(await statusOf(page)).toBe('signed-in');
});

test('R50 works under a strict Content-Security-Policy', async ({ page, withServer }) => {
  const { app, server } = await withServer({
    front: (issuer) => ({
      pageHeaders: {
        'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src 'self' ${issuer}; frame-src 'self' ${issuer}; base-uri 'self'; frame-ancestors 'self'`,
      },
    }),
  });
  const violations: string[] = [];
  page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
  await signIn(page, app);

  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(server.record.to('authorize')).toHaveLength(2);
  expect(violations).toEqual([]);
});

test('R50 a Content-Security-Policy that forbids the frame is a typed outcome', async ({ page, withServer }) => {
  const { app, server } = await withServer({
    renewal: { timeoutSeconds: TIMEOUT_SECONDS },
    front: (issuer) => ({
      pageHeaders: {
        'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src 'self' ${issuer}; base-uri 'self'`,
      },
    }),
  });
  await signIn(page, app);
  const before = await storedSession(page);

  expect(await renew(page)).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
  await expectUntouched(page, app, before, ['frames-blocked', 'renewal-ended']);
  expect(server.record.to('authorize')).toHaveLength(1);
});
