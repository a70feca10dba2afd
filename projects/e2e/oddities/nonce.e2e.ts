import { renew } from '../session/in-app.ts';
import { expect, signIn, test } from '../session/test.ts';
import { error, NONCE_ONCE } from './faults.ts';

test('R4 R51 every retry, renewal and sign-in has a nonce of its own, so that a server that remembers them refuses none', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: error('access_denied') });
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await expect(page.getByRole('alert')).toContainText('Access was refused');
  server.behave(NONCE_ONCE);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  for (const attempt of [1, 2]) expect(await renew(page), `attempt ${attempt}`).toEqual({ status: 'renewed' });
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await signIn(page, app);

  const nonces = server.record.to('authorize').map(({ query }) => query.get('nonce'));
  expect(nonces).toHaveLength(5);
  expect(new Set(nonces).size).toBe(5);
});
