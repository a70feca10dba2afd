import { deniedStorage, TabStorage } from '../testing/tab-storage';
import { backedByMemory, memoryStorage } from './auth-storage';

describe('memoryStorage', () => {
  it('keeps, overwrites and forgets, each storage for itself', () => {
    const [storage, other] = [memoryStorage(), memoryStorage()];
    storage.setItem('a', '1');
    storage.setItem('b', '');
    storage.setItem('a', '2');
    storage.removeItem('c');

    expect([storage.getItem('a'), storage.getItem('b'), storage.getItem('c'), other.getItem('a')]).toEqual([
      '2',
      '',
      null,
      null,
    ]);
    storage.removeItem('a');
    expect(storage.getItem('a')).toBeNull();
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('A24 takes %j for a key like any other', (key) => {
    const storage = memoryStorage();

    expect(storage.getItem(key)).toBeNull();
    storage.setItem(key, 'x');
    expect(storage.getItem(key)).toBe('x');
  });
});

describe('A28 backedByMemory', () => {
  it('uses the storage where that works', () => {
    const storage = new TabStorage();
    const backed = backedByMemory(() => storage);
    backed.setItem('a', '1');

    expect(storage.getItem('a')).toBe('1');
    storage.setItem('a', '2');
    expect(backed.getItem('a')).toBe('2');
    backed.removeItem('a');
    expect(storage.getItem('a')).toBeNull();
  });

  it('keeps in memory what a denied storage cannot', () => {
    const backed = backedByMemory(deniedStorage);
    backed.setItem('a', '1');

    expect(backed.getItem('a')).toBe('1');
    backed.removeItem('a');
    expect(backed.getItem('a')).toBeNull();
  });

  it('keeps in memory what a full storage refuses, and the older value is gone', () => {
    const storage = new TabStorage();
    const backed = backedByMemory(() => storage);
    backed.setItem('a', 'old');
    storage.fill();
    backed.setItem('a', 'new');

    expect(backed.getItem('a')).toBe('new');
    expect(storage.getItem('a')).toBeNull();
    backed.removeItem('a');
    expect(backed.getItem('a')).toBeNull();
  });

  it('goes back to the storage once that takes values again', () => {
    let storage = new TabStorage(0);
    const backed = backedByMemory(() => storage);
    backed.setItem('a', 'in memory');
    storage = new TabStorage();
    backed.setItem('a', 'in the storage');

    expect(storage.getItem('a')).toBe('in the storage');
    storage.removeItem('a');
    expect(backed.getItem('a')).toBeNull();
  });
});
