import { ALICE, expect, test } from '../test.ts';
import { findViolations } from './find-violations.ts';
import { bobsPage, openAs, said, timesheetsPage } from './timesheets-page.ts';

test('nobody decides about, or overwrites, what they have not seen: they are shown it, and keep what they typed', async ({
  page,
  browser,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, button, entry, hours } = timesheetsPage(page);
  const name = `Moving ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  await expect(entry(name)).toBeVisible();
  const bob = await bobsPage(browser, product);
  const atBobs = bob.getByRole('listitem').filter({ hasText: name });
  await expect(atBobs).toContainText('0.25');

  const other = await page.context().newPage();
  await other.goto(`${product.app}/timesheets`);
  const elsewhere = timesheetsPage(other);
  await elsewhere.entry(name).getByRole('button', { name: 'Change' }).click();
  await entry(name).getByRole('button', { name: 'Change' }).click();
  const save = async (at: typeof elsewhere, text: string) => {
    await at.hours.fill(text);
    await at.button('Save').click();
  };
  await save(elsewhere, '0.5');
  await expect(said(other)).toContainText('Saved: 0.5 h');

  const approve = atBobs.getByRole('button', { name: 'Approve' });
  await approve.click();
  await expect(atBobs.getByRole('alert')).toHaveText('Alice Martin changed this entry meanwhile. Look at it again.');
  await expect(atBobs).toContainText('0.5 h');
  await expect(approve).toBeFocused();
  expect(await findViolations(bob)).toEqual([]);

  await page.getByLabel('Note').fill('Typed at length');
  await save({ ...elsewhere, hours, button }, '0.75');
  await expect(page.getByRole('form').getByRole('alert')).toHaveText(
    'You changed this entry meanwhile. Look at it again.',
  );
  await expect(entry(name)).toContainText('0.5');
  await expect(hours).toHaveValue('0.75');
  await expect(hours).toHaveAccessibleDescription('Saved meanwhile: 0.5 h');
  await expect(page.getByLabel('Note')).toHaveValue('Typed at length');
  expect(await findViolations(page)).toEqual([]);
  await button('Save').click();
  await expect(said(page)).toContainText(`Saved: 0.75 h on ${name}`);
  await expect(entry(name)).toContainText('Typed at length');

  await atBobs.getByRole('button', { name: 'Reject' }).click();
  const dialog = bob.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('For whom?');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Alice Martin changed this entry meanwhile. Look at it again.');
  await expect(dialog).toContainText('0.75 h');
  await expect(dialog.getByLabel('Reason')).toHaveValue('For whom?');
  expect(await findViolations(bob)).toEqual([]);
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(said(bob)).toContainText('Rejected, for Alice Martin');
  await page.reload();
  await expect(entry(name)).toContainText('For whom?');
  await bob.context().close();
});

test('whoever was about to reject what is deleted meanwhile can only close the question, and is back on the page', async ({
  page,
  browser,
  product,
}) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const { add, entry } = timesheetsPage(page);
  const name = `Withdrawn ${Date.now()}`;
  await add({ project: name, hours: '0.25' });
  await expect(entry(name)).toBeVisible();
  const bob = await bobsPage(browser, product);
  await bob.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Reject' }).click();
  await entry(name).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(entry(name)).toHaveCount(0);

  const dialog = bob.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('For whom?');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('This entry was deleted meanwhile.');
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await expect(dialog.getByRole('button')).toHaveText(['Close']);
  await dialog.getByRole('button').click();
  await expect(bob.getByRole('main')).toBeFocused();
  await bob.context().close();
});
