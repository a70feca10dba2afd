import type { Browser, Page } from '@playwright/test';
import type { Product } from '../product.ts';
import { type ALICE, BOB, expect, signInAtServer } from '../test.ts';

/** The parts of the page of one's own timesheets. */
export function timesheetsPage(page: Page) {
  const main = page.getByRole('main');
  const button = (name: string) => main.getByRole('button', { name, exact: true });
  return {
    date: main.getByLabel('Date'),
    hours: main.getByRole('textbox', { name: 'Hours' }),
    project: main.getByLabel('Project'),
    button,
    entry: (project: string) => main.getByRole('listitem').filter({ hasText: project }),
    add: async (entry: { readonly project: string; readonly hours: string; readonly date?: string }) => {
      if (entry.date !== undefined) await main.getByLabel('Date').fill(entry.date);
      await main.getByRole('textbox', { name: 'Hours' }).fill(entry.hours);
      await main.getByLabel('Project').fill(entry.project);
      await button('Add').click();
    },
  };
}

/** Signs a person in at a guarded page. */
export async function openAs(page: Page, person: typeof ALICE, address: string): Promise<void> {
  await page.goto(address);
  await signInAtServer(page, person);
  await expect(page).toHaveURL(address);
}

/** A page in which Bob is signed in beside Alice. */
export async function bobsPage(browser: Browser, { app }: Product): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await openAs(page, BOB, `${app}/approve`);
  return page;
}

/** What the page tells at this moment. */
export const said = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ });
