import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page, or a part of it: each rule with the element that breaks it. */
export async function findViolations(page: Page, part = 'html'): Promise<string[]> {
  const { violations: problems } = await new AxeBuilder({ page }).include(part).analyze();
  return problems.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}
