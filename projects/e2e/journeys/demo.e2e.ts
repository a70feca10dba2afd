import { ALICE, BOB, expect, signInAtServer, test } from '../test.ts';
import { findViolations } from './find-violations.ts';

const PAGES = ['/', '/timesheets', '/approve', '/profile', '/session', '/nowhere'];

test('alice adds an entry, and what the form or the API refuses is said at the field', async ({ page, product }) => {
  await page.goto(`${product.app}/timesheets`);
  await signInAtServer(page, ALICE);
  const project = `Project ${Date.now()}`;
  await page.getByLabel('Project').fill(project);
  await page.getByRole('textbox', { name: 'Hours' }).fill('0');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Hours' })).toHaveAttribute('aria-invalid', 'true');

  await page.getByRole('textbox', { name: 'Hours' }).fill('2.5');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: project })).toContainText('2.5');
});

test('bob approves what alice has handed in', async ({ page, product }) => {
  await page.goto(`${product.app}/approve`);
  await signInAtServer(page, BOB);
  const buttons = page.getByRole('button', { name: /^Approve/ });
  await expect(buttons.first()).toBeVisible();
  const before = await buttons.count();
  await buttons.first().click();
  await expect(buttons).toHaveCount(before - 1);
});

test('the way in stays while the server is asked without a page', async ({ page, product }) => {
  // Never answered.
  await page.route(/prompt=none/, () => {});
  await page.goto(`${product.app}/session`);
  await expect(page.getByRole('main').locator('[aria-current=step]')).toHaveText('Renewing');
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();
});

test('the Session page shows the way in, check by check, and what is left', async ({ page, product }) => {
  await page.goto(`${product.app}/session`);
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page).toHaveURL(`${product.app}/session`);

  const main = page.getByRole('main');
  for (const scope of ['read:timesheets', 'write:timesheets'])
    await expect(main.getByText(scope, { exact: true }).first()).toBeVisible();
  await expect(main.getByRole('heading', { name: 'Time left' })).toBeVisible();
  await expect(main.getByRole('heading', { name: 'No session' })).toHaveCount(0);
});

test('the way in works by keyboard alone', async ({ page, product }) => {
  await page.goto(product.app);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Username').focus();
  await page.keyboard.type(ALICE.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ALICE.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

const LOOKS = [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const;

for (const { colorScheme, width } of LOOKS) {
  test(`no page has an axe violation or scrolls sideways (${colorScheme}, ${width} px)`, async ({
    browser,
    product,
  }) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${product.app}/timesheets`);
    await expect(page.getByLabel('Username')).toBeVisible();
    const found = new Map([['the login page', await findViolations(page)]]);
    await signInAtServer(page, BOB);
    for (const path of PAGES) {
      await page.goto(product.app + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      found.set(path, await findViolations(page));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    expect([...found].filter(([, problems]) => problems.length > 0)).toEqual([]);
    await context.close();
  });
}
