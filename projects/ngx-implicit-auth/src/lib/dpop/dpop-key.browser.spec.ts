import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, type JWK } from 'jose';
import { dpopKey } from './dpop-key';

describe('the key that tokens are bound to', () => {
  let name: string;

  beforeEach(() => {
    name = `dpop ${crypto.randomUUID()}`;
  });

  afterEach(async () => {
    await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  });

  it('R80 is the same however many tabs begin at once, and is kept', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => dpopKey(name)));
    const later = await dpopKey(name);

    expect(new Set([...keys, later].map(({ thumbprint }) => thumbprint)).size).toBe(1);
    expect(later.isKept).toBe(true);
  });

  it('R80 cannot be exported', async () => {
    const { privateKey } = await dpopKey(name);

    expect(privateKey.extractable).toBe(false);
    await expectAsync(exportJWK(privateKey)).toBeRejected();
  });

  it('R81 is known by its thumbprint (RFC 7638)', async () => {
    const { header, thumbprint } = await dpopKey(name);
    const { jwk } = decodeProtectedHeader(`${header}..`);

    expect(thumbprint).toBe(await calculateJwkThumbprint(jwk as JWK));
  });

  it('is another one for another app', async () => {
    const [one, other] = await Promise.all([dpopKey(name), dpopKey(`${name} of another client`)]);

    expect(one.thumbprint).not.toBe(other.thumbprint);
    indexedDB.deleteDatabase(`${name} of another client`);
  });

  it('is of this page alone where the browser denies IndexedDB', async () => {
    spyOn(indexedDB, 'open').and.throwError(new DOMException('Denied.', 'SecurityError'));
    const key = await dpopKey(name);

    expect(key.isKept).toBe(false);
    expect(key.privateKey.extractable).toBe(false);
  });
});
