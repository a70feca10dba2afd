import type { Tab } from './fake-tab';

/** The key under which a tab keeps its session; none without a session. */
export function sessionKeys({ storage }: Tab): readonly string[] {
  return Object.keys(storage).filter((key) => key.endsWith(' session'));
}

/** The keys under which a tab keeps the sign-ins that wait for an answer. */
export function pendingKeys({ storage }: Tab): readonly string[] {
  return Object.keys(storage).filter((key) => key.includes(' sign-in '));
}

/** Changes the session that a tab keeps, as anybody can who writes into its storage. */
export function changeSession(tab: Tab, change: (session: Record<string, unknown>) => unknown): void {
  changeRecord(tab, sessionKeys(tab), change);
}

/** Changes the sign-in that waits for an answer in the same way. */
export function changePending(tab: Tab, change: (signIn: Record<string, unknown>) => unknown): void {
  changeRecord(tab, pendingKeys(tab), change);
}

function changeRecord(
  { storage }: Tab,
  [key = '']: readonly string[],
  change: (record: Record<string, unknown>) => unknown,
): void {
  const record = storage.getItem(key);
  if (record === null) throw new Error('The tab keeps no such record.');
  storage.setItem(key, JSON.stringify(change(JSON.parse(record) as Record<string, unknown>)));
}
