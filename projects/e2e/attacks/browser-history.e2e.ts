import { chromium } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import { tabOf } from '../engines/chromium.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

test('A6 the list of visited pages keeps the landing URL, which no script can change; opened from there it is refused', async ({
  setStage,
}, testInfo) => {
  const { app } = await setStage();
  // On disk, because private windows, which the other tests use, keep no such list.
  const profile = testInfo.outputPath('profile');
  const launch = () =>
    chromium.launchPersistentContext(profile, { executablePath: ensureChromium(), args: chromiumFlags });
  const first = await launch();
  await signIn(tabOf(await first.newPage()), app);
  await first.close();

  const history = new DatabaseSync(join(profile, 'Default', 'History'), { readOnly: true });
  const visited = history
    .prepare('SELECT url FROM urls')
    .all()
    .map(({ url }) => String(url));
  history.close();
  const kept = visited.filter((url) => url.includes('access_token='));
  expect(kept).toEqual([expect.stringMatching(`^${app}/auth/callback#`)]);

  const second = await launch();
  const page = await second.newPage();
  await page.goto(kept[0] ?? '');
  await page.waitForFunction(() => 'probe' in globalThis && probe.state().status === 'failed');
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
  await second.close();
});
