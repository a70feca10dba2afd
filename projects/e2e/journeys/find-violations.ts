import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page: each rule with the element that breaks it. */
export async function findViolations(page: Page): Promise<string[]> {
  const { violations: problems } = await new AxeBuilder({ page }).analyze();
  return problems.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}
