const STORE = 'entries';

/**
 * Does something in a transaction of its own with the one store of a database in IndexedDB, which is made when there is
 * none. Entries may have a time, `at`, which is an index.
 *
 * @param use - what it returns gives the result, once the transaction is complete
 * @throws whatever the browser throws when it denies the database, or aborts the transaction
 */
export async function inDatabase<T>(name: string, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened(name);
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite');
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        resolve(request.result);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('The transaction was aborted.'));
      };
    });
  } finally {
    database.close();
  }
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE).createIndex('at', 'at');
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error('The database cannot be opened.'));
    };
  });
}
