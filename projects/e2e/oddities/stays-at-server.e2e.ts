import type { Behaviour } from '../conformance/behaviour.ts';
import { pendingSignIns } from '../session-storage.ts';
import { statusOf, storedSession } from '../session/in-app.ts';
import { expect, test } from '../session/test.ts';
import { showsPage } from './faults.ts';
import { agePendingSignIns, refuseLate } from './pending-sign-ins.ts';

const LIFETIME_SECONDS = 300;

/** Pages of a server from which nothing ever comes back. */
const DEAD_ENDS: readonly (readonly [name: string, Behaviour])[] = [
  ['R6 an unknown client', showsPage(400, 'invalid_client')],
  ['R6 an unregistered redirect URI', showsPage(400, 'redirect_uri mismatch')],
  ['R19 a denial', showsPage(200, 'You have said no.')],
];

for (const [name, fault] of DEAD_ENDS) {
  test(`${name} leaves the person at the server; what was begun expires, and a later sign-in succeeds`, async ({
    page,
    withServer,
  }) => {
    const { app, server } = await withServer({
      behaviour: fault,
      config: { signInLifetimeSeconds: LIFETIME_SECONDS },
    });
    for (const path of ['/secret', '/secret?again']) {
      await page.goto(app + path, { waitUntil: 'commit' });
      await page.waitForURL(`${server.url}/authorize?*`);
    }
    await page.goto(app);
    expect(await statusOf(page)).toBe('signed-out');
    await expect(page.locator('main')).toHaveText('public page');
    expect(await pendingSignIns(page)).toBe(2);

    await agePendingSignIns(page, LIFETIME_SECONDS + 1);
    await refuseLate(page, app, server);
    await expect(page.getByRole('alert')).toContainText('took too long');
    expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_expired' });
    expect(await storedSession(page)).toBeNull();

    server.behave({});
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('main')).toHaveText('secret page');
    expect(await pendingSignIns(page)).toBe(0);
  });
}
