import { expect, test as base, type Page } from '@playwright/test';
import { startProduct, type Product } from './product.ts';

/** Playwright's `test`, with the running product. Each worker has one of its own. */
export const test = base.extend<{ consoleErrors: string[] }, { product: Product }>({
  product: [
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.close();
    },
    { scope: 'worker' },
  ],
  /** What the page's console has said in red so far. */
  consoleErrors: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await use(errors);
  },
});

export { expect };

/** Somebody the sandbox knows. */
export const ALICE = { username: 'alice', password: 'correct-horse-1' };
export const BOB = { username: 'bob', password: 'correct-horse-2' };

/** Fills in the server's login page. */
export async function logIn(page: Page, { username, password }: typeof ALICE): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes through the server's login and consent pages. */
export async function signInAtServer(page: Page, person: typeof ALICE): Promise<void> {
  await logIn(page, person);
  await page.getByRole('button', { name: 'Allow' }).click();
}
