import type { ConsoleMessage, Page } from '@playwright/test';
import { withThese } from '../conformance/behaviour.ts';
import { holdRequests } from './hold-requests.ts';
import { events, sessionIn, statusOf, storedSession } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import {
  expectAll,
  waitForAuthorizationRequest,
  beginToRenew,
  expect,
  untilInLine,
  openTabs,
  signIn,
  test,
  TOGETHER,
  tokensIn,
} from './several-tabs.ts';
import { listenOnTestChannel, postOnTestChannel, untilHeard } from './test-channel.ts';

test('A21 R54 a sign-in reaches the tabs that are open and those to come, and so does the sign-out', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  const waiting = await openTabs(context, app, 2);
  await expectAll(waiting, 'signed-out');
  await signIn(page, app);
  await expectAll(waiting, 'signed-in');
  for (const tab of waiting) expect(await events(tab)).toEqual(['session-received']);

  // From here on the server is asked nothing.
  const requests = watchRequestsSeenBy(server.url, started);
  const late = await context.newPage();
  await signIn(late, app);
  expect(await events(late)).toEqual(['session-received']);
  expect(late.url()).toBe(`${app}/secret`);
  const tabs = [page, late, ...waiting];
  expect((await tokensIn(tabs)).size).toBe(1);
  await late.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await expectAll(tabs, 'signed-out');
  expect(await Promise.all(tabs.map(storedSession))).toEqual([null, null, null, null]);
  expect((await events(page)).at(-1)).toBe('signed-out other-tab');
  expect(linesOf(requests)).toEqual([]);
});

test('A21 R51 somebody else who signs in in one tab changes nothing in another until that one renews', async ({
  page,
  context,
  started,
  signedIn: { app, server },
}) => {
  const [another] = (await openTabs(context, app, 1)) as [Page];
  await expectAll([another], 'signed-in');
  const before = await sessionIn(page);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });
  const requests = watchRequestsSeenBy(server.url, started);
  await another.evaluate(() => void probe.auth.login({ prompt: 'login' }));
  await expect.poll(() => another.evaluate(() => probe.auth.claims()?.sub).catch(() => '')).toBe('somebody-else');
  // What that tab has told arrives before this does.
  await listenOnTestChannel(page);
  await postOnTestChannel(another);
  await untilHeard(page);
  expect(await sessionIn(page)).toEqual(before);

  expect(await beginToRenew(page)).toBe('other-person');
  expect(await events(page)).toEqual(['signed-out other-person', 'renewal-ended']);
  expect(await storedSession(page)).toBeNull();
  expect(await statusOf(another)).toBe('signed-in');
  // The sign-in asks for metadata and keys, the renewal has them.
  expect(linesOf(requests)).toEqual([
    'GET /.well-known/openid-configuration',
    'GET /keys',
    'GET /authorize',
    'GET /authorize',
  ]);
});

test('A21 tabs that share sign-outs alone pass on no token, and renew one at a time', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({ ...TOGETHER, tabSync: { share: 'sign-out' } });
  const messages: string[] = [];
  await context.exposeFunction('noteMessage', (message: string) => messages.push(message));
  await context.addInitScript(() => {
    const post = Reflect.get(BroadcastChannel.prototype, 'postMessage');
    BroadcastChannel.prototype.postMessage = function (message) {
      void (Reflect.get(globalThis, 'noteMessage') as (text: string) => Promise<void>)(
        `${this.name} ${JSON.stringify(message)}`,
      );
      post.call(this, message);
    };
  });
  await signIn(page, app);
  const another = await context.newPage();
  await signIn(another, app);
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const asked = waitForAuthorizationRequest(context, server);
  const first = beginToRenew(page);
  await asked;
  let isAskedTwice = false;
  context.on('request', () => (isAskedTwice = true));
  const second = beginToRenew(another);
  await untilInLine(another);
  expect(isAskedTwice).toBe(false);
  letGo();

  expect([await first, await second]).toEqual(['renewed', 'renewed']);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
  expect((await tokensIn([page, another])).size).toBe(2);
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await expectAll([another], 'signed-out');
  await expect.poll(() => messages).toEqual([expect.stringMatching(/ sign-out null$/)]);
});

/** What a browser may lack, and what becomes of another tab, when one renews, without it. */
const LACKS: readonly (readonly [name: string, missing: string, shares: boolean])[] = [
  ['Web Locks', 'delete Navigator.prototype.locks', true],
  ['BroadcastChannel', 'delete globalThis.BroadcastChannel', false],
  ['both', 'delete Navigator.prototype.locks; delete globalThis.BroadcastChannel', false],
];

for (const [name, missing, shares] of LACKS) {
  test(`A21 without ${name} each tab does for itself`, async ({ page, context, started, withServer }) => {
    const { app, server } = await withServer(TOGETHER);
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(error.error().message));
    // The browser's own complaints are about files that it does not find.
    const isOfApp = (message: ConsoleMessage) =>
      message.type() === 'error' && !message.text().startsWith('Failed to load');
    context.on('console', (message) => isOfApp(message) && errors.push(message.text()));
    await context.addInitScript(missing);
    await signIn(page, app);
    const another = await context.newPage();
    await signIn(another, app);
    const signIns = shares ? 1 : 2;
    expect(server.record.to('authorize')).toHaveLength(signIns);

    const requests = watchRequestsSeenBy(server.url, started);
    expect(await beginToRenew(page)).toBe('renewed');
    const { accessToken } = await sessionIn(page);
    if (shares) await expect.poll(() => tokensIn([another])).toEqual(new Set([accessToken]));
    expect(await beginToRenew(another)).toBe('renewed');
    expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
    await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
    // Without channels, the storage that the tabs share tells of it.
    await expectAll([another], 'signed-out');
    expect(errors).toEqual([]);
  });
}
