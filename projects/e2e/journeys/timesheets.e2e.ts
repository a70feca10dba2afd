import type { Page } from '@playwright/test';
import { ALICE, expect, test } from '../test.ts';
import { bobsPage, openAs, said, timesheetsPage } from './timesheets-page.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** As the form takes it: `YYYY-MM-DD`, so many days before today. */
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

test('alice changes what waits: the form takes it over, and gives back what she had begun', async ({
  page,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, button, date, entry, hours, project } = timesheetsPage(page);
  const name = `Before ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  await expect(entry(name)).toBeVisible();
  await project.fill('Begun');

  await entry(name).getByRole('button', { name: 'Change' }).click();
  await expect(date).toBeFocused();
  await expect(page.getByRole('form', { name: 'Change the entry' })).toBeVisible();
  await expect(project).toHaveValue(name);
  await button('Cancel').click();
  await expect(entry(name).getByRole('button', { name: 'Change' })).toBeFocused();
  await expect(project).toHaveValue('Begun');

  await page.keyboard.press('Enter');
  await expect(project).toHaveValue(name);
  await hours.fill('24.25');
  await button('Save').click();
  await expect(hours).toHaveAttribute('aria-invalid', 'true');
  await hours.fill('0.75');
  await project.fill(`${name}, revised`);
  await button('Save').click();
  await expect(said(page)).toContainText(`Saved: 0.75 h on ${name}, revised`);
  await expect(entry(`${name}, revised`)).toContainText('0.75');
  await expect(entry(name)).toHaveCount(1);
  await expect(entry(name).getByRole('button', { name: 'Change' })).toBeFocused();
  await expect(project).toHaveValue('Begun');
});

test('alice deletes what waits, once she has said that she means it; what is approved stays', async ({
  page,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, entry } = timesheetsPage(page);
  const name = `Mistaken ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  const deleteIt = entry(name).getByRole('button', { name: 'Delete' });
  await deleteIt.click();
  await expect(page.getByRole('dialog', { name: 'Delete this entry?' })).toContainText(name);
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Escape');
  // A closed one is gone only when the page has heard of it.
  await expect(page.locator('dialog')).toHaveCount(0);
  await expect(deleteIt).toBeFocused();

  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(said(page)).toContainText(`Deleted: 0.25 h on ${name}`);
  await expect(entry(name)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Change' }).first()).toBeFocused();
  await page.reload();
  await expect(entry('Approved').first()).toBeVisible();
  await expect(entry(name)).toHaveCount(0);
  await expect(entry('Approved').getByRole('button')).toHaveCount(0);
});

test('a question that is closed while the API is at it still has its answer told', async ({ page, product }) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, entry } = timesheetsPage(page);
  const name = `Hasty ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  const dialog = page.getByRole('dialog');
  const gate = Promise.withResolvers<'abort' | 'continue'>();
  let answer = gate.promise;
  await page.route(/\/timesheets\/\d+$/, async (route) => {
    if (route.request().method() === 'DELETE' && (await answer) === 'abort') await route.abort();
    else await route.continue();
  });

  await entry(name).getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('button', { name: 'Deleting…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  gate.resolve('abort');
  await expect(dialog.getByRole('alert')).toContainText('does not answer');

  const second = Promise.withResolvers<'continue'>();
  answer = second.promise;
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('button', { name: 'Deleting…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  second.resolve('continue');
  await expect(said(page)).toContainText(`Deleted: 0.25 h on ${name}`);
  await expect(entry(name)).toHaveCount(0);
});

test('bob rejects with a reason; alice reads it, and hands the entry in again', async ({ page, browser, product }) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, button, entry } = timesheetsPage(page);
  const name = `Unclear ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  await expect(entry(name)).toContainText('Waiting');
  const week = page.getByRole('region', { name: 'So far this week' }).locator('.total');
  const total = async () => parseFloat((await week.textContent()) ?? '');
  const before = await total();

  const bob = await bobsPage(browser, product);
  await bob.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Reject' }).click();
  const dialog = bob.getByRole('dialog', { name: 'Reject this entry?' });
  const reason = dialog.getByLabel('Reason');
  await expect(reason).toBeFocused();
  for (const none of ['', '   ']) {
    await reason.fill(none);
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await expect(reason).toHaveAttribute('aria-invalid', 'true');
    await expect(reason).toHaveAccessibleDescription(/^Give the reason/);
    await expect(reason).toBeFocused();
  }
  await reason.fill('Which customer was it for?');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(said(bob)).toContainText('Rejected, for Alice Martin');
  await expect(bob.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);

  await page.goto(product.app);
  await expect(page.getByText('rejected, and can be put right')).toBeVisible();
  await page.goto(`${product.app}/timesheets`);
  await expect(entry(name)).toContainText('Rejected');
  await expect(entry(name)).toContainText('by Bob Keller');
  await expect(entry(name)).toContainText('Which customer was it for?');
  expect(await total()).toBe(before - 0.25);
  await entry(name).getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('form', { name: 'Put the entry right' })).toBeVisible();
  await page.getByLabel('Note').fill('For the museum');
  await button('Hand in again').click();
  await expect(entry(name)).toContainText('Waiting');
  await expect(entry(name)).not.toContainText('Which customer');

  await bob.reload();
  await expect(bob.getByRole('listitem').filter({ hasText: name })).toContainText('For the museum');
  await bob.context().close();
});

test('what bob has approved meanwhile alice can neither change nor delete, and she reads why', async ({
  page,
  browser,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, button, entry } = timesheetsPage(page);
  const names = ['One', 'Other'].map((word) => `${word} ${Date.now()}`);
  for (const project of names) {
    await add({ project, hours: '0.25' });
    await expect(entry(project)).toBeVisible();
  }
  const [one = '', other = ''] = names;
  await entry(one).getByRole('button', { name: 'Change' }).click();

  const bob = await bobsPage(browser, product);
  for (const name of names) {
    await bob.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Approve' }).click();
    await expect(bob.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
  }
  await bob.context().close();

  await entry(other).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(
    'Bob Keller approved this entry. It stays as it is.',
  );
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(entry(other)).toContainText('by Bob Keller');
  await button('Save').click();
  await expect(page.getByRole('form').getByRole('alert')).toHaveText(
    'Bob Keller approved this entry. It stays as it is.',
  );
});

test('a day has 24 hours at most, and is within a year: what the API says stands at the field', async ({
  page,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, button, date, entry, hours } = timesheetsPage(page);
  const day = daysAgo(200);
  const name = `Long day ${Date.now()}`;
  await add({ project: name, hours: '23', date: day });
  await expect(entry(name)).toHaveCount(1);
  await add({ project: name, hours: '1.25' });
  await expect(hours).toBeFocused();
  await expect(hours).toHaveAccessibleDescription('A day has 24 hours, and 23 of this one are taken.');
  await hours.fill('1');
  await button('Add').click();
  await expect(entry(name)).toHaveCount(2);

  for (const far of [daysAgo(400), daysAgo(-400), '0026-11-02']) {
    const answer = page.waitForResponse(`${product.api}/timesheets`);
    await add({ project: name, hours: '1', date: far });
    expect((await answer).status()).toBe(400);
    await expect(date).toHaveAccessibleDescription(/within a year of today/);
  }
  await expect(entry(name)).toHaveCount(2);
});

test('a session that ends in the middle of typing costs nothing that was typed', async ({ page, browser, product }) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, entry, hours, project } = timesheetsPage(page);
  const name = `Interrupted ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  await expect(entry(name)).toBeVisible();
  await project.fill('Begun');
  await entry(name).getByRole('button', { name: 'Change' }).click();
  await hours.fill('0.75');
  const signOutElsewhere = async (of: Page) => {
    const other = await of.context().newPage();
    await other.goto(`${product.app}/session`);
    await other.getByRole('button', { name: 'Sign out of this app only' }).click();
    await expect(of.getByRole('heading', { name: 'Your session has ended' })).toBeVisible();
    await other.close();
    await expect(of.getByRole('main')).toContainText('what you were writing is still there');
    await of.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  };
  await signOutElsewhere(page);
  await expect(hours).toHaveValue('0.75');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toContainText(`Saved: 0.75 h on ${name}`);
  await expect(project).toHaveValue('Begun');

  const bob = await bobsPage(browser, product);
  const reject = bob.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Reject' });
  await reject.click();
  await bob.getByLabel('Reason').fill('For whom?');
  await signOutElsewhere(bob);
  await reject.click();
  await expect(bob.getByLabel('Reason')).toHaveValue('For whom?');
  await bob.context().close();
});
