import type { Page } from '@playwright/test';
import { ALICE, expect, signInAtServer, test } from '../test.ts';
import { findViolations } from './find-violations.ts';

const KEY = 'Control+Shift+Semicolon';

/** Goes on with the Tab key until an element with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent.trim();
    });
  for (let count = 0; (await focused()) !== name; count++) {
    expect(count, `Tab does not get to ${name}`).toBeLessThan(40);
    await page.keyboard.press('Tab');
  }
}

async function signIn(page: Page, app: string): Promise<void> {
  await page.goto(`${app}/timesheets`);
  await signInAtServer(page, ALICE);
  // The last that the app does with the focus by itself.
  await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeFocused();
}

test('by the keyboard alone, the inspector is opened, gone through, copied from and closed', async ({
  page,
  context,
  product,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, product.app);
  await page.getByRole('link', { name: 'Profile' }).focus();
  await page.keyboard.press(KEY);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await expect(inspector.getByRole('heading', { name: 'Time left' })).toBeVisible();
  await expect(inspector.getByRole('button', { name: 'Close' })).toBeFocused();
  expect(await findViolations(page)).toEqual([]);

  await tabTo(page, 'Report');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('heading', { name: 'Report' })).toBeFocused();
  await expect(inspector.getByRole('heading', { name: 'Report' })).toBeInViewport();
  await tabTo(page, 'Copy report');
  await page.keyboard.press('Enter');
  await expect(inspector.getByText('Copied.')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('State: signed-in');
  expect(report).toContain(`| issuer | ${product.issuer} |  |`);
  expect(report).not.toMatch(/alice|eyJ/i);

  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Profile' })).toBeFocused();
});

test('where the browser lets nothing be copied, the report is selected, to be copied by hand', async ({
  page,
  product,
}) => {
  await page.addInitScript("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })");
  await page.goto(`${product.app}/session`);
  await expect(page.getByText('Asked the server')).toBeVisible();
  await page.getByRole('button', { name: 'Copy report' }).click();

  await expect(page.getByText('The report is selected below')).toBeVisible();
  const area = page.getByRole('textbox', { name: 'The report' });
  await expect(area).toBeFocused();
  const selected = await area.evaluate((element: HTMLTextAreaElement) =>
    element.value.slice(element.selectionStart, element.selectionEnd),
  );
  expect(selected).toMatch(/^## ngx-implicit-auth[^]*State: signed-out[^]*Configuration/);
});

test('the page goes on beside the inspector, and the inspector above a modal dialog of the app', async ({
  page,
  product,
}) => {
  await signIn(page, product.app);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await page.keyboard.press(KEY);
  await expect(inspector.getByRole('heading', { name: 'Time left' })).toBeVisible();
  await page.getByLabel('Project').fill('beside the inspector');
  await expect(page.getByLabel('Project')).toHaveValue('beside the inspector');
  await page.keyboard.press(KEY);
  await expect(inspector).toHaveCount(0);

  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.textContent = 'the app asks';
    document.body.append(dialog);
    dialog.showModal();
  });
  await page.keyboard.press(KEY);
  await inspector.getByRole('button', { name: 'Renew now' }).click();
  await expect(inspector.getByRole('region', { name: 'Time left' }).getByRole('status')).toHaveText(/^Renewed\./);
  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
  await expect(page.getByText('the app asks')).toBeVisible();
});

test('closed and opened at once, the inspector is open', async ({ page, product }) => {
  await page.goto(product.app);
  await page.keyboard.press(KEY);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await expect(inspector).toBeVisible();
  await page.evaluate(() => {
    const press = { code: 'Semicolon', ctrlKey: true, shiftKey: true };
    for (let times = 0; times < 2; times++) dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await inspector.getByRole('button', { name: 'Close' }).press('Enter');

  await expect(inspector).toHaveCount(0);
});

test('the inspector follows what the app does while it is open', async ({ page, product }) => {
  await page.goto(product.app);
  await page.keyboard.press(KEY);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await expect(inspector.locator('[aria-current=step]')).toHaveText('Signed out');
  const server = (url: URL) => url.origin === product.issuer;
  await page.route(server, (route) => route.abort());
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).first().click();
  await expect(inspector.locator('[aria-current=step]')).toHaveText('Failed');
  await expect(inspector.getByRole('region', { name: 'Lately in this tab' })).toContainText('Sign-in failed');
});

test('under a policy without inline styles, and with Trusted Types, the inspector looks and works the same', async ({
  page,
  product,
}) => {
  const policy =
    "default-src 'self'; connect-src *; frame-src *; require-trusted-types-for 'script'; trusted-types angular";
  await page.route(`${product.app}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'Content-Security-Policy': policy } });
  });
  await page.goto(product.app);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    Object.assign(globalThis, { violations: [] });
    addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      (globalThis as unknown as { violations: string[] }).violations.push(violatedDirective);
    });
  });
  await page.keyboard.press(KEY);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await inspector.getByText('Show report').click();

  await expect(page.getByRole('textbox', { name: 'The report' })).toHaveValue(/^## ngx-implicit-auth/);
  await expect(inspector).toHaveCSS('position', 'fixed');
  // What Angular would copy from the app's own components.
  await expect(inspector.locator('style')).toHaveCount(0);
  await expect(inspector.locator('.card').first()).not.toHaveCSS('border-radius', '0px');
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual([]);
});

test('on a page from right to left, the inspector is in English from left to right', async ({ page, product }) => {
  await page.goto(`${product.app}/session`);
  await page.evaluate(() => {
    Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' });
  });
  await expect(page.getByText('Asked the server')).toBeVisible();

  const part = page.getByRole('region', { name: 'Configuration' });
  expect(await part.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('en');
  await expect(part).toHaveCSS('direction', 'ltr');
  const slot = page.locator('auth-inspector slot');
  await expect(slot).toHaveCSS('direction', 'rtl');
});

test('at 400 %, with forced colours and reduced motion, the inspector goes into the window', async ({
  page,
  product,
}) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(product.app);
  await page.keyboard.press(KEY);
  const inspector = page.getByRole('dialog', { name: 'Signing in, inspected' });
  await expect(inspector.getByRole('heading', { name: 'Report' })).toBeVisible();

  expect(await inspector.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(await inspector.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0);
});
