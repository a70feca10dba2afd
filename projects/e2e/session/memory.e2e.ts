import type { CDPSession, Page } from '@playwright/test';
import { storedSessions } from '../session-storage.ts';
import { holdRequests } from './hold-requests.ts';
import { sessionIn, storedSession } from './in-app.ts';
import { expect, signIn, test } from './test.ts';

const UPDATES = 10_000;
/** As much as a page may grow. One lost timer or listener for each update would be ten times as much. */
const GROWTH_BYTES = 300_000;

interface Measured {
  readonly heap: number;
  readonly counters: Readonly<Record<'documents' | 'nodes' | 'jsEventListeners', number>>;
}

/** What is left of a page when all that can go has gone. */
async function measure(devTools: CDPSession): Promise<Measured> {
  // More than once: what one collection frees may hold what only the next one can free.
  for (let round = 0; round < 3; round++) await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  const { documents, nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters');
  return { heap: usedSize, counters: { documents, nodes, jsEventListeners } };
}

/** Has the tab receive renewed sessions, as another tab sends them; answers once it has taken over the last one. */
async function receiveSessions(page: Page, count: number): Promise<void> {
  await page.evaluate(async (times) => {
    const state = probe.state();
    if (!('session' in state) || !state.session) throw new Error('Nobody is signed in.');
    const { session } = state;
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(' session')) ?? '';
    const channel = new BroadcastChannel(key);
    for (let time = 1; time <= times; time++) {
      channel.postMessage({ ...session, accessToken: `at-${time}`, receivedAt: session.receivedAt + time });
    }
    await new Promise<void>((resolve) => {
      const subscription = probe.auth.session$.subscribe((current) => {
        if (current?.receivedAt !== session.receivedAt + times) return;
        setTimeout(() => subscription.unsubscribe());
        resolve();
      });
    });
    channel.close();
    // The notes that the probe keeps for tests.
    (probe.events as unknown[]).length = 0;
  }, count);
}

test('A22 ten thousand renewed sessions leave no more behind than the last', async ({ page, withServer }) => {
  const { app } = await withServer({ tabSync: {} });
  await signIn(page, app);
  const devTools = await page.context().newCDPSession(page);
  await receiveSessions(page, 500);
  const before = await measure(devTools);
  await receiveSessions(page, UPDATES);
  const after = await measure(devTools);

  expect((await sessionIn(page)).accessToken).toBe(`at-${UPDATES}`);
  expect(after.counters).toEqual(before.counters);
  expect(after.heap - before.heap).toBeLessThan(GROWTH_BYTES);
});

/** The types of all that listens on the window. */
async function listenersOf(devTools: CDPSession): Promise<readonly string[]> {
  const { result } = await devTools.send('Runtime.evaluate', { expression: 'window' });
  const { listeners } = await devTools.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
  return listeners.map(({ type }) => type);
}

/** The events by which an app learns that it has to look at its session again. */
const WAKERS = ['pageshow', 'visibilitychange', 'focus', 'online', 'message'];

test('A22 a destroyed app leaves no listener, frame, lock, channel or timer of the session', async ({
  page,
  context,
  withServer,
}) => {
  // All features that have one of these are on; a renewal and the watch over the server's session are under way.
  const { app, server } = await withServer({
    tabSync: {},
    silentSignIn: true,
    renewal: { timeoutSeconds: 600 },
    sessionManagement: { intervalSeconds: 1 },
  });
  await page.clock.install();
  const timers = await countTimers(page);
  await signIn(page, app);
  const devTools = await context.newCDPSession(page);
  await page.evaluate(() => probe.auth.renew().then(() => {}));
  // Time stands still, so that nothing ends by itself and passes for ended by the app.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await holdRequests(page, `${server.url}/authorize`);
  const asked = page.waitForRequest(`${server.url}/authorize?*`);
  await page.evaluate(() => void probe.auth.renew());
  await asked;
  const locks = () => countLocks(page);
  const wakers = async () => new Set((await listenersOf(devTools)).filter((type) => WAKERS.includes(type)));
  expect(await page.locator('iframe').count()).toBe(2);
  // The renewal's own, and one for each renewal of the last seconds.
  expect(await locks()).toBeGreaterThan(1);
  expect(await timers()).toBeGreaterThan(0);
  expect(await wakers()).toEqual(new Set(WAKERS));
  const stored = await storedSession(page);

  await page.evaluate(() => probe.destroy());
  await expect.poll(locks).toBe(0);
  await expect.poll(timers).toBe(0);
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(await wakers()).toEqual(new Set());

  // Neither an answer to a question nor a reaction to a sign-out or a session.
  const [name = ''] = await storedSessions(page);
  expect(await messagesToOtherTab(page, app, name, stored ?? '')).toEqual([]);
  expect(await storedSession(page)).toBe(stored);
});

/**
 * Sends a page what another tab might send on the session's channel, and tells what has come back once it has heard it.
 */
async function messagesToOtherTab(page: Page, app: string, name: string, session: string): Promise<unknown> {
  const other = await page.context().newPage();
  await other.goto(`${app}/silent-renewal.html`);
  const heard = await other.evaluateHandle(
    ([channelName, stored]) => {
      const messages: unknown[] = [];
      const said = new BroadcastChannel('said');
      const channel = new BroadcastChannel(channelName);
      channel.onmessage = ({ data }) => messages.push(data);
      channel.postMessage(null);
      channel.postMessage({ ...(JSON.parse(stored) as object), receivedAt: Date.now() + 1, accessToken: 'at-later' });
      new BroadcastChannel(channelName.replace(/session$/, 'sign-out')).postMessage(null);
      const isOver = new Promise<readonly unknown[]>((resolve) => {
        said.onmessage = () => {
          resolve(messages);
        };
      });
      return { isOver };
    },
    [name, session] as const,
  );
  await page.evaluate(() => {
    new BroadcastChannel('said').postMessage(null);
  });
  return heard.evaluate(({ isOver }) => isOver);
}

/** Counts the timers of the pages that the tab opens from now on; answers the function that tells how many run. */
async function countTimers(page: Page): Promise<() => Promise<number>> {
  await page.context().addInitScript(() => {
    const timers = new Set<unknown>();
    for (const kind of ['Timeout', 'Interval'] as const) {
      const set = Reflect.get(globalThis, `set${kind}`) as (run: () => void, ms?: number) => number;
      const clear = Reflect.get(globalThis, `clear${kind}`) as (id?: number) => void;
      Reflect.set(globalThis, `set${kind}`, (run: () => void, ms?: number) => {
        const id: number = set(() => {
          if (kind === 'Timeout') timers.delete(id);
          run();
        }, ms);
        timers.add(id);
        return id;
      });
      Reflect.set(globalThis, `clear${kind}`, (id?: number) => {
        timers.delete(id);
        clear(id);
      });
    }
    Object.assign(globalThis, { timers });
  });
  return () => page.evaluate(() => (Reflect.get(globalThis, 'timers') as ReadonlySet<unknown>).size);
}

/** How many Web Locks are held or waited for. */
function countLocks(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].length;
  });
}
