import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { Flow } from '../sandbox/authorization-server/flows.ts';
import { startProduct, type Product } from './product.ts';

/** What a project of Playwright's chooses. */
export interface FlowOptions {
  /** By which flow the apps of the product get their tokens. */
  readonly flow: Flow;
}

/** Playwright's `test`, with the running product. Each worker has one of its own. */
export const test = base.extend<{ consoleErrors: string[] }, FlowOptions & { product: Product }>({
  flow: ['implicit', { scope: 'worker', option: true }],
  product: [
    async ({ flow }, use) => {
      const product = await startProduct({ flow });
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

/** Ends the person's session at the server, which tells the app nothing of it. */
export async function signOutAtServer(context: BrowserContext, { issuer }: Product): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${issuer}/session/end`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await page.close();
}
