import { chromium, type BrowserContext, type Frame, type Page } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import { startWitness } from '../attacks/witness.ts';
import type { Started } from '../started.ts';
import { renew, sessionIn, statusOf } from './in-app.ts';
import { asksFirst } from './popup.ts';
import { expect, signIn, test as base } from './test.ts';

/** `test` with a browser that keeps storage apart by site, as people's do. Playwright's own has that switched off. */
const test = base.extend<{ readonly browserOfPeople: BrowserContext }>({
  browserOfPeople: async ({}, use, testInfo) => {
    const context = await chromium.launchPersistentContext(testInfo.outputPath('profile'), {
      executablePath: ensureChromium(),
      // The last one counts.
      args: [...chromiumFlags, '--disable-features=Translate'],
    });
    await use(context);
    await context.close();
  },
});

/** Opens a page at a host of this machine that frames the app, and waits until the app has started in the frame. */
async function openFramed(context: BrowserContext, started: Started, host: string, app: string): Promise<Frame> {
  const body = `<!doctype html><title>Portal</title><iframe src="${app}"></iframe>`;
  const portal = started(await startWitness(() => ({ body })));
  const page = await context.newPage();
  await page.goto(portal.url.replace('localhost', host));
  const [, frame] = page.frames();
  if (!frame) throw new Error('The page frames nothing.');
  await frame.waitForFunction(() => 'probe' in globalThis);
  return frame;
}

test('R54 in a frame of its own site, the app shares the session of its tabs', async ({
  browserOfPeople,
  started,
  withServer,
}) => {
  const { app } = await withServer({ tabSync: {} });
  const tab = await browserOfPeople.newPage();
  await signIn(tab, app);
  const frame = await openFramed(browserOfPeople, started, 'localhost', app);
  await expect(frame.locator('#status')).toHaveText('signed-in');
  expect((await sessionIn(frame)).accessToken).toBe((await sessionIn(tab)).accessToken);

  await tab.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await expect(frame.locator('#status')).toHaveText('signed-out');
});

test('R54 in a frame of another site, the app knows nothing of its tabs, nor hears of their sign-outs', async ({
  browserOfPeople,
  started,
  withServer,
}) => {
  const { app } = await withServer({ tabSync: {} });
  const tab = await browserOfPeople.newPage();
  await signIn(tab, app);
  const frame = await openFramed(browserOfPeople, started, '127.0.0.1', app);
  // Where the server lets itself be framed, there is a sign-in of the frame's own, and its renewal.
  await frame.evaluate(() => void probe.navigate('/secret'));
  await expect(frame.locator('main')).toHaveText('secret page');
  const session = await sessionIn(frame);
  expect(session.accessToken).not.toBe((await sessionIn(tab)).accessToken);
  expect(await renew(frame)).toEqual({ status: 'renewed' });

  await tab.evaluate(() => probe.auth.logout({ scope: 'local' }));
  const another = await openFramed(browserOfPeople, started, 'localhost', app);
  // By then whoever could hear of it has heard.
  await expect(another.locator('#status')).toHaveText('signed-out');
  expect(await statusOf(frame)).toBe('signed-in');
  await frame.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await expect(frame.locator('#status')).toHaveText('signed-out');
});

/** Opens a popup in the frame; answers the popup, and how the sign-in ends. */
async function openPopupIn(frame: Frame): Promise<{ readonly popup: Page; readonly outcome: Promise<string> }> {
  await frame.evaluate(() => probe.preparePopup());
  const opened = frame.page().waitForEvent('popup');
  const outcome = frame.evaluate(() =>
    probe.auth.login({ window: 'popup' }).then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    ),
  );
  return { popup: await opened, outcome };
}

test('in a frame of another site, a popup signs in where the server refuses to be framed', async ({
  browserOfPeople,
  started,
  withServer,
}) => {
  const { app } = await withServer({ behaviour: asksFirst({ 'X-Frame-Options': 'DENY' }) });
  const frame = await openFramed(browserOfPeople, started, '127.0.0.1', app);
  const { popup, outcome } = await openPopupIn(frame);
  await popup.click('#allow');

  expect(await outcome).toBe('done');
  await expect(frame.locator('#status')).toHaveText('signed-in');
  await expect.poll(() => popup.isClosed()).toBe(true);
});

test('in a frame of another site, a popup that the server cuts off says that it can be closed, and counts as closed', async ({
  browserOfPeople,
  started,
  withServer,
}) => {
  const { app } = await withServer({ behaviour: asksFirst({ 'Cross-Origin-Opener-Policy': 'same-origin' }) });
  const frame = await openFramed(browserOfPeople, started, '127.0.0.1', app);
  const { popup, outcome } = await openPopupIn(frame);
  const closed = popup.waitForEvent('close');
  await popup.click('#allow');
  await closed;
  await frame.click('main');

  expect(await outcome).toBe('popup_closed');
  await expect(frame.locator('#status')).toHaveText('signed-out');
});
