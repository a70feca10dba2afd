import type { Behaviour } from '../conformance/behaviour.ts';
import { findViolations } from '../journeys/find-violations.ts';
import { pendingSignIns } from '../session-storage.ts';
import { expect, test } from '../session/test.ts';

const DENIES: Behaviour = {
  response: ({ state = '' }) => ({ error: 'access_denied', error_description: 'Not today.', state }),
};

// No AuthCallback is at either of them: a guarded page, and a public one.
for (const redirectUri of ['secret', '']) {
  test(`R19 a refusal is told, and tried again, where the redirect URI /${redirectUri} has no AuthCallback`, async ({
    page,
    withServer,
  }) => {
    const { app, server } = await withServer({ behaviour: DENIES, config: { redirectUri } });
    await page.goto(app);
    await page.evaluate(() => void probe.auth.login());
    const alert = page.getByRole('alert');
    const notice = page.locator('body > div').filter({ has: alert });
    await expect(alert.locator('> *')).toHaveText(['Sign-in failed', 'Not today.']);
    expect(page.url()).not.toMatch(/state=|error=/);
    expect(await pendingSignIns(page)).toBe(0);
    expect(await findViolations(page, 'div:has(> [role=alert])')).toEqual([]);
    // What developers need is for dev mode.
    await expect(notice.locator('details')).toHaveCount(0);

    server.behave({});
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('#status')).toHaveText('signed-in');
    await expect(notice).toBeHidden();
  });
}

test('R19 a sign-in that a button cannot begin is told', async ({ page, withServer }) => {
  const { app } = await withServer({ behaviour: { discovery: () => ({ status: 500 }) } });
  await page.goto(app);
  await page.evaluate(() => void probe.auth.login().catch(() => {}));
  const alert = page.getByRole('alert');
  const notice = page.locator('body > div').filter({ has: alert });
  await expect(alert).toContainText('The sign-in service does not work as it should.');
  await notice.getByRole('button', { name: 'Close' }).click();

  await expect(notice).toBeHidden();
});
