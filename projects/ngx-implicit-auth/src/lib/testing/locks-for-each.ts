import { fakeLocks } from './fake-locks';

/** Gives each test of a spec fresh locks, of which nobody holds any. */
export function locksForEach(): void {
  beforeEach(() => {
    Object.defineProperty(navigator, 'locks', { value: fakeLocks(), configurable: true });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
  });
}

/** Holds a lock, as another tab would. Resolves, once it is held, with a function that releases it. */
export function holding(name: string, mode: LockMode = 'exclusive'): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(name, { mode }, () => new Promise<void>(held));
  });
}

/** The mode and the name of each lock that somebody holds or waits for. */
export async function locksIn(list: 'held' | 'pending'): Promise<readonly string[]> {
  const locks = await navigator.locks.query();
  return (locks[list] ?? []).map(({ name, mode }) => `${mode} ${name}`);
}
