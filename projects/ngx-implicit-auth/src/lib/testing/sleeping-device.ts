import type { Page, PageOptions, Tab } from './fake-tab';

/** The device sleeps: time passes, and no timer fires. */
export function sleep(milliseconds: number): void {
  jest.setSystemTime(Date.now() + milliseconds);
}

/** The device tells the page that it is awake, by an event such as `focus` or `online`. */
export function wake(type: string): void {
  dispatchEvent(new Event(type));
}

/** A page whose device has slept through the deadline of its session. */
export async function overslept(tab: Tab, options: PageOptions): Promise<Page> {
  const page = await tab.signIn(options);
  sleep(700_000);
  return page;
}
