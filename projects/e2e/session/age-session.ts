import { inPage, type Evaluating } from '../engines/in-page.ts';

/**
 * Makes the session in the tab's storage so many seconds older: the next page of the tab finds it near its end, or
 * expired, and the test need not wait for that.
 */
export async function ageSession(page: Evaluating, seconds: number): Promise<void> {
  const age = (milliseconds: number) => {
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(' session')) ?? '';
    const session = JSON.parse(sessionStorage.getItem(key) ?? '') as { receivedAt: number; expiresAt: number };
    session.receivedAt -= milliseconds;
    session.expiresAt -= milliseconds;
    sessionStorage.setItem(key, JSON.stringify(session));
  };
  await inPage(page, age, seconds * 1000);
}
