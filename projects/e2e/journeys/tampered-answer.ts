import type { Page } from '@playwright/test';
import type { Product } from '../product.ts';
import { storedSessions } from '../session-storage.ts';
import { ALICE, expect, logIn } from '../test.ts';

/** Changes the parameters or members of an answer of the server's. */
export type Change = (answer: Record<string, unknown>) => void;

/** Has what comes in the address changed on its way. */
export async function tamperWithAddress(page: Page, { app }: Product, change: Change): Promise<void> {
  await page.addInitScript(
    ({ prefix, source }) => {
      const encoded = location.hash.slice(1) || location.search;
      if (!location.href.startsWith(prefix) || !encoded) return;
      const answer = Object.fromEntries(new URLSearchParams(encoded));
      // The source is that of a function in a test's file.
      (eval(`(${source})`) as Change)(answer);
      history.replaceState(null, '', `${location.pathname}${location.hash ? '#' : '?'}${new URLSearchParams(answer)}`);
    },
    { prefix: `${app}/auth/callback`, source: change.toString() },
  );
}

/** Has the answer of the token endpoint changed on its way. */
export async function tamperWithTokens(page: Page, { issuer }: Product, change: Change): Promise<void> {
  await page.route(`${issuer}/token`, async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as Record<string, unknown>;
    change(json);
    await route.fulfill({ response, json });
  });
}

/** Signs in, and expects the answer to be refused: nothing stored, nothing sent, and the app still usable. */
export async function expectRefusal(
  page: Page,
  product: Product,
  code: string,
  tamper: () => Promise<void>,
): Promise<void> {
  await page.goto(`${product.app}/timesheets`);
  await logIn(page, ALICE);
  await tamper();
  const authorized: string[] = [];
  page.on('request', (request) => request.headers()['authorization'] && authorized.push(request.url()));
  await page.getByRole('button', { name: 'Allow' }).click();

  await expect(page.getByRole('alert').getByText(code, { exact: true })).toBeVisible();
  expect(page.url()).toBe(`${product.app}/auth/callback`);
  expect(authorized).toEqual([]);
  expect(await storedSessions(page)).toEqual([]);
  await page.getByRole('banner').getByRole('link', { name: /home/ }).click();
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign in' })).toBeVisible();
}
