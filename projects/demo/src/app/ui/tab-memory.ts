/** What the demo remembers in this tab: over reloads where the browser allows it, else not at all. */
export const tabMemory = {
  read: (name: string) => attempt((storage) => storage.getItem(keyOf(name))),
  write: (name: string, value: string) => {
    attempt((storage) => {
      storage.setItem(keyOf(name), value);
    });
  },
  forget: (name: string) => {
    attempt((storage) => {
      storage.removeItem(keyOf(name));
    });
  },
  /** Reads a list that `writeList` has written; an empty one where there is none, or something else. */
  readList: <T>(name: string, isMember: (value: unknown) => value is T): readonly T[] => {
    try {
      const list: unknown = JSON.parse(tabMemory.read(name) ?? '[]');
      return Array.isArray(list) && list.every(isMember) ? list : [];
    } catch {
      return [];
    }
  },
  writeList: (name: string, list: readonly object[]) => {
    tabMemory.write(name, JSON.stringify(list));
  },
};

function keyOf(name: string): string {
  return `timesheets-demo ${name}`;
}

function attempt<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
