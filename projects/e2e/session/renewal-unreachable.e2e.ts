import { readFileSync } from 'node:fs';
import { lengthenPauses, outcomes, renew, statusOf, storedSession } from './in-app.ts';
import { OUTAGES } from './outages.ts';
import { PATIENT } from './patient.ts';
import { expect, signIn, test } from './test.ts';
import { expectUntouched } from './expect-untouched.ts';

for (const [name, answer] of OUTAGES) {
  test(`R52 a server that ${name} is told from one that refuses the frame, and asked again by itself`, async ({
    page,
    withServer,
  }) => {
    const { app, server } = await withServer({ renewal: PATIENT });
    await lengthenPauses(page);
    await signIn(page, app);
    const before = await storedSession(page);
    await page.route(`${server.url}/**`, answer);
    // The library tries again by itself. The server is back by then, however long that takes here.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1000);
    const renewed = renew(page);
    const ended = async () => {
      if (!(await outcomes(page)).length) await page.clock.runFor(100);
      return outcomes(page);
    };

    await expect.poll(ended, { intervals: [0] }).toEqual(['unreachable']);
    expect(await renewed).toEqual({ status: 'unreachable', code: 'server_unreachable' });
    await expectUntouched(page, `${app}/secret`, before);
    await page.unroute(`${server.url}/**`);
    await page.clock.resume();
    await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
  });
}

test('R52 an offline device tries again after a short pause, then after longer ones, and as soon as it is online', async ({
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
  await lengthenPauses(page);
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
    [4_000, 2],
    [60_000, 3],
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

/** The files of the built app that make a renewal: the part that is loaded for it, and all that this part needs. */
function renewalFiles(): readonly string[] {
  const text = (file: string) => readFileSync(`dist/probe/browser/${file}`, 'utf8');
  const namedIn = (file: string, by: RegExp) => [...text(file).matchAll(by)].flatMap(([, name]) => name ?? []);
  const parts = namedIn('main.js', /import\(["'`]\.\/([^"'`]+)/g);
  const files = new Set(parts.filter((part) => text(part).includes('renewal_frame_blocked')));
  for (const file of files) for (const needed of namedIn(file, /(?:from|import)["']\.\/([^"']+)/g)) files.add(needed);
  if (files.size === 0) throw new Error('No part of the built app makes a renewal.');
  return [...files];
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
