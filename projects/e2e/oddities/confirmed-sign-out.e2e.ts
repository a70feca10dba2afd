import type { Behaviour } from '../conformance/behaviour.ts';
import { openApp } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { getTimesheets } from '../session/api-requests.ts';
import { statusOf, storedSession } from '../session/in-app.ts';
import { expect, signIn, test } from '../session/test.ts';

/** The person is asked first, and sent back only once they have said yes. */
const ASKS_FIRST: Behaviour = {
  endSession: (proper) => ({
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>Sign out</title><a href="${proper.headers?.['Location']}">Yes, sign me out</a>`,
  }),
};

test('R54 R55 an end-session endpoint that asks for confirmation finds the app signed out, whatever the answer', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: ASKS_FIRST });
  await signIn(page, app);
  await page.evaluate(() => void probe.auth.logout());
  const yes = page.getByRole('link', { name: 'Yes, sign me out' });
  await expect(yes).toBeVisible();

  // The person does not answer.
  await openApp(tabOf(page), app);
  expect(await statusOf(page)).toBe('signed-out');
  expect(await storedSession(page)).toBeNull();
  expect(await getTimesheets(page, server)).toBe(401);

  await page.goBack();
  const [request] = server.record.to('end-session');
  await expect(yes).toHaveAttribute('href', `${app}/?state=${request?.query.get('state')}`);
  await yes.click();
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.locator('main')).toHaveText('public page');
  expect(await statusOf(page)).toBe('signed-out');
});
