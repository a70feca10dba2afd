import { base64url } from '../protocol/random-value';

/** The key that tokens are bound to. */
export interface DpopKey {
  /** Cannot be exported. */
  readonly privateKey: CryptoKey;
  /** The public key, with nothing but what has to be told of it. */
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  /** The hash of the public key, by which the server knows it. */
  readonly thumbprint: string;
  /** Whether the next page of the app will have it, too. */
  readonly isKept: boolean;
}

const STORE = 'keys';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/**
 * The key in a database; made when there is none. However many tabs begin at once, all have the same: whoever is first to
 * put a key there in a transaction has made it. Where the browser denies the database, the key is of this page alone.
 *
 * @see RFC 9449, section 4.1; RFC 7638, section 3
 */
export async function dpopKey(name: string): Promise<DpopKey> {
  const stored = await keysIn(name).catch(() => null);
  const pair = stored ?? (await newPair());
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  // The members in the order of their names, without a space.
  const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x, y });
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical));
  return { privateKey: pair.privateKey, jwk, thumbprint: base64url(new Uint8Array(hash)), isKept: stored !== null };
}

function newPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, false, ['sign']);
}

/** @throws whatever the browser throws when it denies the database */
async function keysIn(name: string): Promise<CryptoKeyPair | null> {
  const database = await openDatabase(name);
  try {
    // No key can be made in the middle of a transaction.
    return (await inTransaction(database, null)) ?? (await inTransaction(database, await newPair()));
  } finally {
    database.close();
  }
}

/** The pair in the database; the given one is put there if there is none. */
function inTransaction(database: IDBDatabase, pair: CryptoKeyPair | null): Promise<CryptoKeyPair | null> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    const reading = store.get(STORE) as IDBRequest<CryptoKeyPair | undefined>;
    reading.onsuccess = () => {
      if (!reading.result && pair) store.put(pair, STORE);
    };
    transaction.oncomplete = () => {
      resolve(reading.result ?? pair);
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('The transaction was aborted.'));
    };
  });
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error('The database cannot be opened.'));
    };
  });
}
