import type { Page } from '@playwright/test';
import type { PlainState } from '../../probe/src/instrument.ts';
import { tabOf } from '../engines/chromium.ts';
import { until } from '../engines/in-page.ts';
import { storedSessions } from '../session-storage.ts';
import { waitForCallbackUrl } from './callback-url.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

/** Signs in, and tells the URL with the response as a history or a bookmark might have kept it. */
async function signInAndKeepCallback(page: Page, app: string): Promise<string> {
  const callback = waitForCallbackUrl(page, app);
  await signIn(tabOf(page), app);
  return callback;
}

/** Waits for the app, and tells its state with the session: a response taken twice would give it another deadline. */
async function stateOf(page: Page): Promise<PlainState> {
  await until(tabOf(page), () => 'probe' in globalThis);
  return page.evaluate(() => probe.state());
}

test('A14 a response opened again is refused, leaves the session as it was, and leaves the address bar', async ({
  page,
  setStage,
}) => {
  const { app } = await setStage();
  const callback = await signInAndKeepCallback(page, app);
  const before = await stateOf(page);

  // From another page, as with a bookmark: from the app's own page it would be a mere change of the fragment.
  await page.goto('about:blank');
  await page.goto(callback);
  await expect(page).toHaveURL(`${app}/`);
  expect(await stateOf(page)).toEqual(before);
  expect(before.status).toBe('signed-in');
});

test('A14 Reload and Back after a sign-in keep the session', async ({ page, setStage }) => {
  const { app, stranger } = await setStage();
  await signInAndKeepCallback(page, app);
  const before = await stateOf(page);

  await page.reload();
  expect(await stateOf(page)).toEqual(before);
  await page.goto(stranger.url);
  await page.goBack();
  await expect(page).toHaveURL(`${app}/`);
  expect(await stateOf(page)).toEqual(before);
});

test('A14 A1 a response opened after the sign-out, or in another tab, signs nobody in', async ({
  page,
  context,
  setStage,
}) => {
  const { app } = await setStage();
  const callback = await signInAndKeepCallback(page, app);
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));

  for (const tab of [page, await context.newPage()]) {
    await tab.goto('about:blank');
    await tab.goto(callback);
    await until(tabOf(tab), () => probe.state().status === 'failed');
    expect(await tab.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
    expect(tab.url()).toBe(`${app}/auth/callback`);
    expect(await storedSessions(tab)).toEqual([]);
  }
});
