import { tabOf } from '../engines/chromium.ts';
import { until } from '../engines/in-page.ts';
import { pendingSignIns } from '../session-storage.ts';
import { holdRequests } from '../session/hold-requests.ts';
import { statusOf, storedSession } from '../session/in-app.ts';
import { expect, test } from '../session/test.ts';
import { errorWithoutState, IN_QUERY } from './faults.ts';
import { refuseLate } from './pending-sign-ins.ts';

test('R15 A21 an error without state is a failed sign-in, and consumes no pending record, here or in another tab', async ({
  page,
  context,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: errorWithoutState('login_required') });
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  const underWay = page.waitForRequest(`${server.url}/authorize?*`);
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await underWay;

  const another = await context.newPage();
  await another.goto(`${app}/secret`, { waitUntil: 'commit' });
  await expect(another.getByRole('alert')).toContainText('Sign-in failed');
  expect(await another.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_missing' });
  expect(await storedSession(another)).toBeNull();
  expect(await pendingSignIns(another)).toBe(1);
  await refuseLate(another, app, server);
  await until(tabOf(another), () => probe.state().status === 'failed');
  expect(await another.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'access_denied' });

  server.behave({});
  letGo();
  await expect(page.locator('main')).toHaveText('secret page');
  await another.getByRole('button', { name: 'Try again' }).click();
  await expect(another.locator('main')).toHaveText('secret page');
});

test('R15 R21 an error without state in the query signs nobody in, and the next try succeeds', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: { ...errorWithoutState('login_required'), ...IN_QUERY } });
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await expect(page.getByRole('alert')).toContainText('No sign-in waits here.');
  expect(await statusOf(page)).not.toBe('signed-in');
  expect(await storedSession(page)).toBeNull();
  expect(await pendingSignIns(page)).toBe(1);

  server.behave({});
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('#status')).toHaveText('signed-in');
});
