import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { until } from '../engines/in-page.ts';
import { pendingSignIns } from '../session-storage.ts';
import { ALICE, logIn } from '../test.ts';
import { lateCallback, holdResponse } from './late-callback.ts';
import { signInAtServer } from './sign-in.ts';
import { expect, test } from './test.ts';

const TABS = 5;

test('A21 many tabs sign in side by side, each with a state of its own and back to its own page', async ({
  context,
  setStage,
}) => {
  const { app, issuer } = await setStage();
  const states: (string | null)[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === issuer && url.pathname === '/auth') states.push(url.searchParams.get('state'));
  });
  const pages = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await Promise.all(pages.map((page, tab) => page.goto(`${app}/secret?tab=${tab}`)));
  await Promise.all(pages.map((page) => expect(page.getByLabel('Username')).toBeVisible()));

  const signedIn = (page: Page) => until(tabOf(page), () => probe.state().status === 'signed-in');
  const [first, ...others] = pages;
  if (first) await signInAtServer(tabOf(first)).then(() => signedIn(first));
  // The server knows by now what the person allows. The logins come one after the other, because each of them gives the
  // person's session at the server another name.
  for (const page of others) await logIn(page, ALICE).then(() => signedIn(page));

  await Promise.all(pages.map((page, tab) => expect(page).toHaveURL(`${app}/secret?tab=${tab}`)));
  const tokens = await Promise.all(pages.map((page) => page.evaluate(() => probe.auth.accessToken())));
  expect(new Set(tokens).size).toBe(TABS);
  expect(new Set(states).size).toBe(TABS);
  expect(new Set(await Promise.all(pages.map(pendingSignIns)))).toEqual(new Set([0]));
});

test('A21 a response that lands in another tab than the one that asked is refused there, and still good in the right one', async ({
  context,
  page,
  setStage,
}) => {
  const { front, open } = lateCallback();
  const { app } = await setStage({ front });
  const callback = await holdResponse(page, app);
  open();

  const other = await context.newPage();
  await other.goto(callback);
  await until(tabOf(other), () => probe.state().status === 'failed');
  await page.goto(callback);
  await until(tabOf(page), () => probe.state().status === 'signed-in');
  expect(await other.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
});
