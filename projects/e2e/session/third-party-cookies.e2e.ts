import { chromium } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import { renew } from './in-app.ts';
import { cookies, KNOWN_BY_COOKIE } from './known-by-cookie.ts';
import { expect, signIn, test } from './test.ts';

/** Chromium's setting "Allow third-party cookies". It is not the default in private windows, nor in every build. */
const ALLOWED = { profile: { cookie_controls_mode: 0 } };

test('R50 a browser that lets cookies cross sites has the renewal of a server on another site succeed', async ({
  withServer,
}, testInfo) => {
  const { app, server } = await withServer({ host: '127.0.0.1', behaviour: KNOWN_BY_COOKIE });
  const profile = testInfo.outputPath('profile');
  await mkdir(`${profile}/Default`, { recursive: true });
  await writeFile(`${profile}/Default/Preferences`, JSON.stringify(ALLOWED));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
  });
  const page = await browser.newPage();
  await signIn(page, app);

  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(cookies(server.record)).toEqual([undefined, 'person=known']);
  await browser.close();
});
