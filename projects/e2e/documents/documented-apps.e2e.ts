import type { Page } from '@playwright/test';
import { ALICE, BOB, logIn, signInAtServer } from '../test.ts';
import { DOCUMENTED_APPS, guardedPage, serverOf, type AppName } from './documented-apps.ts';
import { expect, openGuarded, test, type Stage } from './test.ts';

const ENTRIES = /^\s*\d+ entries\s*$/;

/** Signs out, and waits for the page that the server leads back to. */
async function signOut(page: Page, { app }: Stage): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
}

for (const name of Object.keys(DOCUMENTED_APPS) as AppName[]) {
  test(`the app that the documents show as ${name} leads from a deep link to the server, back to it, and out again`, async ({
    page,
    run,
    complaints,
  }) => {
    const stage = await run(name);
    const deepLink = `${guardedPage(name)}?week=47#friday`;
    await openGuarded(page, stage, deepLink);
    const asked = page.waitForRequest((request) => request.url() === `${stage.api}/timesheets`);
    // Auth0 does not ask a company's own app for consent.
    await (serverOf(name) === 'auth0' ? logIn : signInAtServer)(page, ALICE);

    await expect(page.getByText(ENTRIES)).toBeVisible();
    expect(page.url()).toBe(stage.app + deepLink);
    expect((await asked).headers()['authorization']).toMatch(/^Bearer ./);

    if (serverOf(name) === 'aidbox') {
      // It has no way to sign out there, as its page says.
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    } else {
      await signOut(page, stage);
      await openGuarded(page, stage, deepLink);
    }
    expect(complaints).toEqual([]);
  });
}

test('the app that README shows as ng-module lets in who has the scope of a page, and tells the others', async ({
  page,
  run,
  complaints,
}) => {
  const stage = await run('ng-module');
  await openGuarded(page, stage, '/approve');
  await signInAtServer(page, BOB);
  await expect(page.getByText('To be approved')).toBeVisible();
  expect(page.url()).toBe(`${stage.app}/approve`);
  await signOut(page, stage);

  await openGuarded(page, stage, '/approve');
  await signInAtServer(page, ALICE);
  await expect(page.getByText('You are not an approver')).toBeVisible();
  expect(page.url()).toBe(`${stage.app}/approve`);
  expect(complaints).toEqual([]);
});

test('the button of the quick start signs in, and shows who it is', async ({ page, run, complaints }) => {
  const { app } = await run('quick-start');
  await page.goto(app);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page.getByText('Alice Martin')).toBeVisible();
  await page.getByRole('link', { name: 'Timesheets' }).click();
  await expect(page.getByText(ENTRIES)).toBeVisible();
  expect([page.url(), complaints]).toEqual([`${app}/timesheets`, []]);
});
