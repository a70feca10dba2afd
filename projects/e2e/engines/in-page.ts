import { expect } from '@playwright/test';
import type { Tab } from './engine.ts';

/** Whatever evaluates expressions in a page: a tab, or a page of Playwright's. */
export type Evaluating = Pick<Tab, 'evaluate'>;

/** Runs a function in the page, and answers what it returns or resolves to. Only plain data goes in and out. */
export async function inPage<Result, Argument = undefined>(
  tab: Evaluating,
  run: (argument: Argument) => Result | Promise<Result>,
  argument?: Argument,
): Promise<Result> {
  return (await tab.evaluate(call(run, argument))) as Result;
}

/** Waits until a condition holds in whatever page the tab is on by then. */
export async function until<Argument = undefined>(
  tab: Evaluating,
  holds: (argument: Argument) => boolean,
  argument?: Argument,
): Promise<void> {
  // A page that is about to go answers nothing; the next one will.
  const answer = () => tab.evaluate(call(holds, argument)).catch(() => false);
  await expect.poll(answer, { message: String(holds), intervals: [50], timeout: 30_000 }).toBe(true);
}

/** Runs a function that makes the tab leave the page, and waits until another document is there. */
export async function leave<Argument = undefined>(
  tab: Tab,
  run: (argument: Argument) => unknown,
  argument?: Argument,
): Promise<void> {
  await tab.evaluate('void (globalThis.isLeft = true)');
  await tab.evaluate(`void ${call(run, argument)}`);
  await until(tab, () => !('isLeft' in globalThis));
}

function call(run: (argument: never) => unknown, argument: unknown): string {
  return `(${String(run)})(${JSON.stringify(argument)})`;
}
