import { expect } from '@playwright/test';
import type { Tab } from '../engines/engine.ts';
import { inPage, until } from '../engines/in-page.ts';

/** Opens a page of the app's origin, without the app. It holds the lock under which tabs renew until it is let go. */
export async function holdRenewalLock(beside: Tab, app: string, issuer: string): Promise<() => Promise<void>> {
  const holder = await beside.openAnother();
  await holder.goto(`${app}/silent-renewal.html`);
  await inPage(
    holder,
    (name) => {
      void navigator.locks.request(name, () => {
        return new Promise((letGo) => Object.assign(globalThis, { letGo }));
      });
    },
    `ngx-implicit-auth ${issuer} timesheets-demo renewal`,
  );
  await until(holder, () => 'letGo' in globalThis);
  return async () => {
    await holder.evaluate('letGo()');
  };
}

/** Waits until a tab stands in the line of those who want to renew. */
export async function untilInLine(tab: Pick<Tab, 'evaluate'>): Promise<void> {
  const pendingLocks = () =>
    inPage(tab, () => navigator.locks.query().then(({ pending = [] }) => pending.map(({ name }) => name)));
  await expect.poll(pendingLocks).toContainEqual(expect.stringMatching(/ renewal$/));
}
