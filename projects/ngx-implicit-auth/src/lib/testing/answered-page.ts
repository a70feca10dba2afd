import type { AuthErrorCode } from '../protocol/auth-error';
import type { Page, PageOptions, Tab } from './fake-tab';
import { sessionKeys } from './stored-records';

/** Opens the app at the URL of an answer; resolves once the answer has been dealt with. */
export async function answered(tab: Tab, url: string, options?: PageOptions): Promise<Page> {
  const page = tab.open(url, options);
  await page.auth.ready;
  return page;
}

/** Throws unless the page has refused its answer, keeps no token of it, and shows nothing of it in the address bar. */
export function expectRefused(tab: Tab, { auth, location }: Page, code: AuthErrorCode): void {
  expect(auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError', code } });
  expect(auth.accessToken()).toBeNull();
  expect(sessionKeys(tab)).toEqual([]);
  expect(location.href).not.toMatch(/token|state=|error/);
}
