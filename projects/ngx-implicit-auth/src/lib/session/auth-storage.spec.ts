import { deniedStorage, TabStorage } from '../testing/tab-storage';
import { memoryStorage, storedItem } from './auth-storage';

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

describe('A28 a stored item', () => {
  it('uses the storage where that works', () => {
    const storage = new TabStorage();
    const item = storedItem(
      () => storage,
      () => 'a',
    );
    item.write('1');

    expect(storage.getItem('a')).toBe('1');
    storage.setItem('a', '2');
    expect(item.read()).toBe('2');
    item.clear();
    expect(storage.getItem('a')).toBeNull();
  });

  it('keeps in memory what a denied storage cannot', () => {
    const item = storedItem(deniedStorage, () => 'a');
    item.write('1');

    expect(item.read()).toBe('1');
    item.clear();
    expect(item.read()).toBeNull();
  });

  it('keeps in memory what a full storage refuses, and the older value is gone', () => {
    const storage = new TabStorage();
    const item = storedItem(
      () => storage,
      () => 'a',
    );
    item.write('old');
    storage.fill();
    item.write('new');

    expect(item.read()).toBe('new');
    expect(storage.getItem('a')).toBeNull();
    item.clear();
    expect(item.read()).toBeNull();
  });

  it('goes back to the storage once that takes values again', () => {
    let storage = new TabStorage(0);
    const item = storedItem(
      () => storage,
      () => 'a',
    );
    item.write('in memory');
    storage = new TabStorage();
    item.write('in the storage');

    expect(storage.getItem('a')).toBe('in the storage');
    storage.removeItem('a');
    expect(item.read()).toBeNull();
  });
});
