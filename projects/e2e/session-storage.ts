import { inPage, type Evaluating } from './engines/in-page.ts';

/** The names under which the tab's storage holds a session. */
export function storedSessions(page: Evaluating): Promise<readonly string[]> {
  return inPage(page, () => Object.keys(sessionStorage).filter((key) => key.endsWith(' session')));
}

/** How many sign-ins the tab waits for, by its storage. */
export function pendingSignIns(page: Evaluating): Promise<number> {
  return inPage(page, () => {
    const isPending = (key: string) => /^ngx-implicit-auth .* sign-in /.test(key);
    return Object.keys(sessionStorage).filter(isPending).length;
  });
}
