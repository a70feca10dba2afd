import type { Page } from '@playwright/test';
import type { Behaviour } from '../conformance/behaviour.ts';
import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { storedSession } from '../session/in-app.ts';
import { issuedLater } from '../session/issued-later.ts';
import { KNOWS_NOBODY } from '../session/silent-refusals.ts';
import type { Started } from '../started.ts';
import { expect, test as base } from './test.ts';

const MINUTE_MS = 60_000;
const LIFETIME_MS = 6 * 60 * MINUTE_MS;
/** By then the session has been renewed, and its deadline has not come. */
const NEAR_THE_END_MS = LIFETIME_MS - MINUTE_MS / 2;
/** Each takes almost a quarter of a day. */
const RENEWALS = 12;

interface Unattended {
  readonly app: string;
  readonly server: MisbehavingServer;
  /** Lets time go by, for the page and for the server, which departs from then on in this way. */
  readonly wait: (milliseconds: number, behaviour?: Behaviour) => Promise<void>;
}

/** `test` with what opens a page of an app that somebody is signed in to, and lets days go by. */
const test = base.extend<{ readonly open: (name: 'kiosk' | 'whole-app') => Promise<Unattended> }>({
  open: async ({ page, started, serve }, use) => {
    await use(async (name) => {
      const lifetime = { lifetimeSeconds: () => LIFETIME_MS / 1000 };
      const server = await startMisbehavingServer(lifetime);
      const app = await serve(name, { issuer: server.url, api: server.api });
      let later = 0;
      await page.clock.install();
      await page.goto(`${app}/timesheets`, { waitUntil: 'commit' });
      await expectSignedIn(page);
      const wait = async (milliseconds: number, behaviour: Behaviour = {}) => {
        later += milliseconds;
        server.behave({ ...lifetime, ...issuedLater(later), ...behaviour });
        await page.clock.fastForward(milliseconds);
      };
      return { app, server: started(server), wait };
    });
  },
});

/** The app's page, and who is signed in. */
async function expectSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toHaveText(/entries/);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** The app's page as it was, and nobody signed in. */
async function expectSignedOut(page: Page, app: string): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('main')).toHaveText(/entries/);
  expect(page.url()).toBe(`${app}/timesheets`);
  expect(await storedSession(page).then((stored) => stored?.length)).toBeUndefined();
}

/** Waits until the session has been refused a renewal, and its deadline has passed. */
async function outlive(page: Page, { wait }: Unattended): Promise<void> {
  await wait(NEAR_THE_END_MS, KNOWS_NOBODY);
  await expect.poll(() => page.evaluate(() => JSON.stringify(sessionStorage))).toContain('refused');
  await wait(MINUTE_MS, KNOWS_NOBODY);
}

/** Takes note, in the page that is open, that it is this one; answers whether it still is. */
async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
  return () => page.evaluate(() => 'isTheSame' in globalThis);
}

/** Starts a server in place of one that has gone. */
async function restart({ url }: MisbehavingServer, started: Started, behaviour: Behaviour): Promise<MisbehavingServer> {
  return started(await startMisbehavingServer(behaviour, Number(new URL(url).port)));
}

test('R50 a page that nobody attends to is renewed for days, and stays', async ({ page, open, complaints }) => {
  const { server, wait } = await open('kiosk');
  const isTheSame = await markPage(page);
  for (let turn = 0; turn < RENEWALS; turn++) {
    const before = await storedSession(page);
    await wait(NEAR_THE_END_MS);
    await expect.poll(() => storedSession(page)).not.toBe(before);
  }
  await expectSignedIn(page);
  expect(server.record.to('authorize')).toHaveLength(1 + RENEWALS);
  expect(await isTheSame()).toBe(true);
  // Chromium's remark on each frame.
  expect(complaints.filter((text) => !text.includes('allow-scripts and allow-same-origin'))).toEqual([]);
});

test('R51 when its session has ended at the server, an unattended page stays for a minute, and then goes there', async ({
  page,
  open,
}) => {
  const unattended = await open('kiosk');
  const isTheSame = await markPage(page);
  await outlive(page, unattended);
  await expectSignedOut(page, unattended.app);
  await unattended.wait(MINUTE_MS / 2);
  await expectSignedOut(page, unattended.app);
  expect(await isTheSame()).toBe(true);
  await unattended.wait(MINUTE_MS / 2);
  await expectSignedIn(page);
  await expect(page).toHaveURL(`${unattended.app}/timesheets`);
  expect(await isTheSame()).toBe(false);
});

test('R52 an unattended page whose server is down says so, and signs in again when it is up', async ({
  page,
  started,
  open,
}) => {
  const { app, server, wait } = await open('kiosk');
  await server.close();
  await wait(LIFETIME_MS);
  await expectSignedOut(page, app);
  await wait(MINUTE_MS);
  await expect(page.getByText('Sign-in failed')).toBeVisible();
  await expectSignedOut(page, app);
  await restart(server, started, issuedLater(LIFETIME_MS + 2 * MINUTE_MS));
  await wait(MINUTE_MS);
  await expectSignedIn(page);
  await expect(page).toHaveURL(`${app}/timesheets`);
});

test('R51 without that, an open page whose session has ended stays as it is until somebody goes on', async ({
  page,
  open,
}) => {
  const unattended = await open('whole-app');
  const { app, server, wait } = unattended;
  // Those in a frame are renewals.
  const signIns = () => server.record.to('authorize').filter(({ query }) => query.get('prompt') === null).length;
  await outlive(page, unattended);
  await wait(10 * MINUTE_MS);
  await expectSignedOut(page, app);
  expect(signIns()).toBe(1);
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('main')).toHaveText('Home');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(signIns()).toBe(2);
});
