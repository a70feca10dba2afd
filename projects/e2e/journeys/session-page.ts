import type { Page } from '@playwright/test';
import type { Product } from '../product.ts';
import { ALICE, expect, signInAtServer } from '../test.ts';

/** The parts of the Session page, found as a person finds them. */
export function sessionPage(page: Page) {
  const main = page.getByRole('main');
  const card = (name: string) => main.getByRole('region', { name });
  return {
    time: card('Time left'),
    ends: card('Time left').getByRole('definition').nth(1),
    next: card('Time left').getByRole('definition').nth(2),
    none: card('No session'),
    lately: card('Lately in this tab').getByRole('listitem'),
    tabs: card('Open tabs'),
    flow: card('How tokens come'),
    renewNow: main.getByRole('button', { name: 'Renew now' }),
    outcome: card('Time left').getByRole('status'),
  };
}

/** Signs Alice in at the page. */
export async function signInFromSessionPage(page: Page, product: Product): Promise<void> {
  await page.goto(`${product.app}/session`);
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(sessionPage(page).time).toBeVisible();
}
