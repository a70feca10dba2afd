import { sentRefreshTokens } from './sent-refresh-tokens';

const DAY_MS = 24 * 3_600_000;

/** A tab of its own, with a storage and a clock of its own. */
function tab(name: string, now: () => number = Date.now) {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return sentRefreshTokens(name, () => storage, now);
}

describe('the note of sent refresh tokens, in IndexedDB', () => {
  let name: string;

  beforeEach(() => {
    name = `sent-refresh-tokens ${crypto.randomUUID()}`;
  });

  afterEach(async () => {
    await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  });

  it('R72 A33 lets one of ten tabs send a refresh token, of each of twenty', async () => {
    const tabs = Array.from({ length: 10 }, () => tab(name));
    for (let token = 0; token < 20; token++) {
      const added = await Promise.all(tabs.map((sent) => sent.add(`token ${token}`)));
      expect(added.filter((isMine) => isMine).length).toBe(1);
    }
  });

  it('lets any tab send one again that the server goes on to take', async () => {
    await tab(name).add('first');
    await tab(name).remove('first');

    expect(await tab(name).add('first')).toBe(true);
    expect(await tab(name).add('first')).toBe(false);
  });

  it('forgets after three months', async () => {
    await tab(name, () => Date.now() - 91 * DAY_MS).add('old');
    await tab(name, () => Date.now() - 89 * DAY_MS).add('younger');
    await tab(name).add('new');

    expect(await tab(name).add('old')).toBe(true);
    expect(await tab(name).add('younger')).toBe(false);
  });

  it('goes on in the tab alone when the database cannot be opened', async () => {
    spyOn(indexedDB, 'open').and.throwError(new DOMException('Denied.', 'SecurityError'));
    const sent = tab(name);

    expect(await sent.add('first')).toBe(true);
    expect(await sent.add('first')).toBe(false);
  });
});
