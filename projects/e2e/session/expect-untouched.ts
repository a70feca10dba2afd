import { inPage, type Evaluating } from '../engines/in-page.ts';
import { events, expectNoFrames, statusOf, storedSession } from './in-app.ts';
import { expect } from './test.ts';

/** After a renewal in vain, the session goes on as it was, at the same URL, and nothing of the renewal is left. */
export async function expectUntouched(
  page: Evaluating,
  url: string,
  before: string | null,
  told: readonly string[] = ['renewal-ended'],
): Promise<void> {
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  expect(await events(page)).toEqual(told);
  expect(await inPage(page, () => location.href)).toBe(url);
  await expectNoFrames(page);
}
