import { base64url, bytesOf, sha256 } from '../protocol/base64url';
import { inDatabase } from '../session/in-database';

/** The key that tokens are bound to. */
export interface DpopKey {
  /** Cannot be exported. */
  readonly privateKey: CryptoKey;
  /** The header of each proof by it, encoded: it has the public key, with nothing but what has to be told of it. */
  readonly header: string;
  /** The hash of the public key, by which the server knows it. */
  readonly thumbprint: string;
  /** Whether the next page of the app will have it, too. */
  readonly isKept: boolean;
}

const KEYS = 'keys';
/** What a key is made and used for: ES256 (RFC 7518, section 3.4). */
export const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * The key in a database; made when there is none. However many tabs begin at once, all have the same: whoever is first to
 * put a key there in a transaction has made it. Where the browser denies the database, the key is of this page alone.
 *
 * @see RFC 9449, sections 4.1 and 4.2; RFC 7638, section 3
 */
export async function dpopKey(name: string): Promise<DpopKey> {
  const stored = await keysIn(name).catch(() => null);
  const pair = stored ?? (await newPair());
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  // The members in the order of their names, as the thumbprint wants them.
  const jwk = { crv: 'P-256', kty: 'EC', x, y };
  return {
    privateKey: pair.privateKey,
    header: base64url(bytesOf(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk }))),
    thumbprint: await sha256(JSON.stringify(jwk)),
    isKept: stored !== null,
  };
}

function newPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ES256, false, ['sign']);
}

/** @throws whatever the browser throws when it denies the database */
async function keysIn(name: string): Promise<CryptoKeyPair> {
  const stored = await inDatabase(name, (store) => store.get(KEYS) as IDBRequest<CryptoKeyPair | undefined>);
  // No key can be made in the middle of a transaction.
  return stored ?? putUnlessThere(name, await newPair());
}

/** The pair in the database; the given one is put there if there is none. */
async function putUnlessThere(name: string, pair: CryptoKeyPair): Promise<CryptoKeyPair> {
  const stored = await inDatabase(name, (store) => {
    const reading = store.get(KEYS) as IDBRequest<CryptoKeyPair | undefined>;
    reading.onsuccess = () => {
      if (!reading.result) store.put(pair, KEYS);
    };
    return reading;
  });
  return stored ?? pair;
}
