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
