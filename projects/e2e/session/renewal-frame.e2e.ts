import type { Behaviour } from '../conformance/behaviour.ts';
import { showsPage } from '../oddities/faults.ts';
import { events, expectNoFrames, lengthenPauses, renew, statusOf, storedSession, watchFrames } from './in-app.ts';
import { PATIENT } from './patient.ts';
import { expect, signIn, test } from './test.ts';
import { expectUntouched } from './expect-untouched.ts';

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><form><input name="password"></form>';

/** The server shows a page whose script goes on to where the proper server redirects. */
function goesOnBy(script: (location: string) => string): Behaviour {
  return {
    authorization: (proper) => {
      const location = JSON.stringify(proper?.headers?.['Location']);
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: `<!doctype html><title>One moment</title><body><script>${script(location)}</script>`,
      };
    },
  };
}

const PAGES: readonly (readonly [name: string, Behaviour])[] = [
  ['a login page', showsPage(200, LOGIN_PAGE)],
  ['a login page with X-Frame-Options', showsPage(200, LOGIN_PAGE, { 'X-Frame-Options': 'DENY' })],
  [
    'a login page with frame-ancestors',
    showsPage(200, LOGIN_PAGE, { 'Content-Security-Policy': "frame-ancestors 'none'" }),
  ],
  ['a login page that breaks out of frames', showsPage(200, `${LOGIN_PAGE}<script>top.location = location;</script>`)],
  ['a login page in place of an error', showsPage(403, LOGIN_PAGE)],
];

for (const [name, behaviour] of PAGES) {
  test(`R50 R52 ${name} in the frame is noticed at once, stays in and is never seen`, async ({ page, withServer }) => {
    const { app, server } = await withServer({
      renewal: PATIENT,
      // A style that the app has for frames does not make this one visible.
      front: () => ({ page: (html) => html.replace('</head>', '<style>iframe { display: block }</style></head>') }),
    });
    const frames = await watchFrames(page);
    await signIn(page, app);
    const before = await storedSession(page);
    server.behave(behaviour);

    expect(await renew(page)).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
    await expectUntouched(page, `${app}/secret`, before, ['frames-blocked', 'renewal-ended']);
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
    const { app, server } = await withServer({ renewal: PATIENT });
    await signIn(page, app);
    server.behave(goesOnBy(script));

    expect(await renew(page)).toEqual({ status: 'renewed' });
    expect(server.record.to('authorize')).toHaveLength(2);
    await expectNoFrames(page);
  });
}

test('R52 a server that never answers is given up on after the timeout', async ({ page, withServer }) => {
  const { app, server } = await withServer({ renewal: { timeoutSeconds: 1 } });
  await lengthenPauses(page);
  await signIn(page, app);
  const before = await storedSession(page);
  server.behave({ authorization: () => null });

  expect(await renew(page)).toEqual({ status: 'unreachable', code: 'server_unreachable' });
  await expectUntouched(page, `${app}/secret`, before);
});

/** The script of a page that hopes to be heard during a renewal. */
const FORGERY = `
  const responses = ['#error=login_required', '#access_token=forged&state=forged', { type: 'authorization_response' }];
  const forgeries = ['changed', 'error', ...responses];
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
    goesOnBy(
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

/** The directives that an app needs of its Content-Security-Policy; with these alone, there is no frame. */
function policyWithoutFrames(issuer: string): readonly string[] {
  return ["default-src 'none'", "script-src 'self'", `connect-src 'self' ${issuer}`, "base-uri 'self'"];
}

test('R50 works under a strict Content-Security-Policy', async ({ page, withServer }) => {
  const { app, server } = await withServer({
    front: (issuer) => ({
      pageHeaders: {
        'Content-Security-Policy': [
          ...policyWithoutFrames(issuer),
          `frame-src 'self' ${issuer}`,
          "frame-ancestors 'self'",
        ].join('; '),
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
    renewal: PATIENT,
    front: (issuer) => ({
      pageHeaders: {
        'Content-Security-Policy': policyWithoutFrames(issuer).join('; '),
      },
    }),
  });
  await signIn(page, app);
  const before = await storedSession(page);

  expect(await renew(page)).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
  await expectUntouched(page, `${app}/secret`, before, ['frames-blocked', 'renewal-ended']);
  expect(server.record.to('authorize')).toHaveLength(1);
});
