import type { Page } from '@playwright/test';
import { events, expectNoFrames, statusOf, storedSession } from './in-app.ts';
import { expect } from './test.ts';

/** After a renewal without success: the session goes on, and nothing of the renewal is left. */
export async function expectUntouched(
  page: Page,
  app: string,
  before: string | null,
  told: readonly string[] = ['renewal-ended'],
): Promise<void> {
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  expect(await events(page)).toEqual(told);
  expect(page.url()).toBe(`${app}/secret`);
  await expectNoFrames(page);
}
