import { expect } from '@playwright/test';

/** Fills the server's login page in. */
export async function signInAs(username, password, page, server) {
  await page.getByLabel('Username').fill(username);
  expect(new URL(page.url()).origin).toBe(server);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
