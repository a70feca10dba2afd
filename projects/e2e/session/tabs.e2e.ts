import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';
import type { RenewalOutcome } from 'ngx-implicit-auth';
import { tabOf } from '../engines/chromium.ts';
import { signIn as signInAlice } from '../attacks/sign-in.ts';
import { withThese } from '../conformance/behaviour.ts';
import { ageSession } from './age-session.ts';
import { holdRequests } from './hold-requests.ts';
import { events, renew, sessionIn, statusOf, storedSession } from './in-app.ts';
import { linesOf, requestsSeenBy } from './requests-seen.ts';
import { expect, signIn, test } from './test.ts';

const TABS = 10;
/** Longer than any test may last: an answer that is held back is waited for. */
const PATIENT = { timeoutSeconds: 600 };
/** With a lifetime of 600 seconds. */
const NEAR_ITS_END_SECONDS = 400;
const TOGETHER = { tabSync: {}, renewal: { ...PATIENT, leadSeconds: 300 } };

/** Opens tabs, all at once. */
async function openTabs(context: BrowserContext, url: string, count: number): Promise<readonly Page[]> {
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(url, { waitUntil: 'commit' })));
  await Promise.all(tabs.map((tab) => tab.waitForFunction(() => 'probe' in globalThis)));
  return tabs;
}

/** Waits until each tab is in this state. */
async function all(tabs: readonly Page[], status: string): Promise<void> {
  for (const tab of tabs) await expect(tab.locator('#status')).toHaveText(status);
}

async function tokensIn(tabs: readonly Page[]): Promise<ReadonlySet<string | null>> {
  const sessions = await Promise.all(tabs.map(sessionIn));
  return new Set(sessions.map(({ accessToken }) => accessToken));
}

/** Renews in a tab, and does not wait for the end of it. */
function beginToRenew(tab: Page): Promise<RenewalOutcome['status']> {
  return renew(tab).then(({ status }) => status);
}

/** Waits until a tab stands in the line of those who want to renew. */
async function isInLine(tab: Page): Promise<void> {
  const pendingLocks = () =>
    tab.evaluate(() => navigator.locks.query().then(({ pending = [] }) => pending.map(({ name }) => name)));
  await expect.poll(pendingLocks).toContainEqual(expect.stringMatching(/ renewal$/));
}

test('A21 R52 ten tabs that start at once with a session close to its end make one renewal', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  await signIn(page, app);
  await ageSession(page, NEAR_ITS_END_SECONDS);
  const before = await page.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
  await page.close();
  // As a browser that is started again restores its tabs.
  await context.addInitScript((entries) => {
    for (const [key, value] of entries) if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, value);
  }, before);
  const requests = requestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const tabs = await openTabs(context, `${app}/secret`, TABS);
  await all(tabs, 'renewing');
  // With its old session, which has not ended yet.
  await Promise.all(tabs.map((tab) => expect(tab.locator('main')).toHaveText('secret page')));
  letGo();
  await all(tabs, 'signed-in');

  expect(linesOf(requests)).toEqual(['GET /authorize']);
  expect(await tokensIn(tabs)).toEqual(new Set([expect.stringMatching(/^at-/)]));
  expect(await tokensIn(tabs)).not.toEqual(new Set([/at-[\w-]+/.exec(before.join())?.[0]]));
  const received = await Promise.all(tabs.map(events));
  expect(received.flat().filter((event) => event === 'session-received')).toHaveLength(TABS - 1);
  expect(received.flat().filter((event) => event === 'renewal-ended')).toHaveLength(1);
});

test('A21 R52 ten tabs that start at once and find their person signed in at the server ask it once', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ ...TOGETHER, silentSignIn: true });
  await signInAlice(tabOf(page), app);
  await page.close();
  const requests = requestsSeenBy(issuer, started);
  const letGo = await holdRequests(context, `${issuer}/auth`);
  const tabs = await openTabs(context, `${app}/secret`, TABS);
  await all(tabs, 'renewing');
  letGo();
  await all(tabs, 'signed-in');

  expect(linesOf(requests)).toEqual(['GET /.well-known/openid-configuration', 'GET /jwks', 'GET /auth']);
  expect((await tokensIn(tabs)).size).toBe(1);
  for (const tab of tabs) await expect(tab).toHaveURL(`${app}/secret`);
});

test('A21 R54 a sign-in reaches the tabs that are open and those to come, and so does the sign-out', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  const waiting = await openTabs(context, app, 2);
  await all(waiting, 'signed-out');
  await signIn(page, app);
  await all(waiting, 'signed-in');
  for (const tab of waiting) expect(await events(tab)).toEqual(['session-received']);

  // From here on the server is asked nothing.
  const requests = requestsSeenBy(server.url, started);
  const late = await context.newPage();
  await signIn(late, app);
  expect(await events(late)).toEqual(['session-received']);
  expect(late.url()).toBe(`${app}/secret`);
  const tabs = [page, late, ...waiting];
  expect((await tokensIn(tabs)).size).toBe(1);
  await late.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await all(tabs, 'signed-out');
  expect(await Promise.all(tabs.map(storedSession))).toEqual([null, null, null, null]);
  expect((await events(page)).at(-1)).toBe('signed-out other-tab');
  expect(linesOf(requests)).toEqual([]);
});

test('A21 R52 R54 a sign-out while one tab renews and another is in line ends it for all of them', async ({
  context,
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  await signIn(page, app);
  const [inLine, leaving] = (await openTabs(context, app, 2)) as [Page, Page];
  await all([inLine, leaving], 'signed-in');
  const requests = requestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const asked = context.waitForEvent('request', (request) => request.url().startsWith(`${server.url}/authorize?`));
  const first = beginToRenew(page);
  await asked;
  const second = beginToRenew(inLine);
  await isInLine(inLine);
  await leaving.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await all([page, inLine], 'signed-out');
  letGo();

  expect(await first).toBe('interaction-required');
  expect(await second).toBe('interaction-required');
  const tabs = [page, inLine, leaving];
  expect(await Promise.all(tabs.map(statusOf))).toEqual(['signed-out', 'signed-out', 'signed-out']);
  expect(await Promise.all(tabs.map(storedSession))).toEqual([null, null, null]);
  // The tab in line asks nothing on behalf of somebody who has left.
  expect(linesOf(requests)).toEqual(['GET /authorize']);
});

test('A21 R51 somebody else who signs in in one tab changes nothing in another until that one renews', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  await signIn(page, app);
  const [another] = (await openTabs(context, app, 1)) as [Page];
  await all([another], 'signed-in');
  const before = await sessionIn(page);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });
  const requests = requestsSeenBy(server.url, started);
  await another.evaluate(() => void probe.auth.login({ prompt: 'login' }));
  await expect.poll(() => another.evaluate(() => probe.auth.claims()?.sub).catch(() => '')).toBe('somebody-else');
  // Whatever it has told has arrived before what it says now.
  await page.evaluate(() => {
    const channel = new BroadcastChannel('test');
    Object.assign(globalThis, { said: new Promise((resolve) => channel.addEventListener('message', resolve)) });
  });
  await another.evaluate(() => {
    new BroadcastChannel('test').postMessage(null);
  });
  await page.evaluate(() => (globalThis as unknown as { said: Promise<unknown> }).said.then(() => {}));
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
  const requests = requestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const asked = context.waitForEvent('request', (request) => request.url().startsWith(`${server.url}/authorize?`));
  const first = beginToRenew(page);
  await asked;
  let isAskedTwice = false;
  context.on('request', () => (isAskedTwice = true));
  const second = beginToRenew(another);
  await isInLine(another);
  expect(isAskedTwice).toBe(false);
  letGo();

  expect([await first, await second]).toEqual(['renewed', 'renewed']);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
  expect((await tokensIn([page, another])).size).toBe(2);
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await all([another], 'signed-out');
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
    // What the browser itself says is about files that are missing.
    const isOfApp = (message: ConsoleMessage) =>
      message.type() === 'error' && !message.text().startsWith('Failed to load');
    context.on('console', (message) => isOfApp(message) && errors.push(message.text()));
    await context.addInitScript(missing);
    await signIn(page, app);
    const another = await context.newPage();
    await signIn(another, app);
    const signIns = shares ? 1 : 2;
    expect(server.record.to('authorize')).toHaveLength(signIns);

    const requests = requestsSeenBy(server.url, started);
    expect(await beginToRenew(page)).toBe('renewed');
    const { accessToken } = await sessionIn(page);
    if (shares) await expect.poll(() => tokensIn([another])).toEqual(new Set([accessToken]));
    expect(await beginToRenew(another)).toBe('renewed');
    expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
    await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
    await all([another], shares ? 'signed-out' : 'signed-in');
    expect(errors).toEqual([]);
  });
}

test('A21 R52 a tab that is closed in the middle of its renewal does not stop the others', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(TOGETHER);
  await signIn(page, app);
  const others = await openTabs(context, app, 2);
  await all(others, 'signed-in');
  const requests = requestsSeenBy(server.url, started);
  server.behave({ authorization: () => null });
  const asked = context.waitForEvent('request', (request) => request.url().startsWith(`${server.url}/authorize?`));
  void page.evaluate(() => void probe.auth.renew());
  await asked;
  const renewals = others.map(beginToRenew);
  await Promise.all(others.map(isInLine));
  await expect.poll(() => linesOf(requests)).toEqual(['GET /authorize']);
  server.behave({});
  await page.close();

  expect(await Promise.all(renewals)).toEqual(['renewed', 'renewed']);
  expect((await tokensIn(others)).size).toBe(1);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
});
