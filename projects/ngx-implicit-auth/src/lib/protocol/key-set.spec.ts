import { SENTENCES } from '../testing/sentences';
import { fetchKeySet, parseKeySet } from './key-set';

const RSA = { kty: 'RSA', kid: '1', alg: 'RS256', use: 'sig', n: 'n', e: 'AQAB' };
const EC = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
const OKP = { kty: 'OKP', crv: 'Ed25519', x: 'x' };

describe('parseKeySet', () => {
  it('reads public keys of every kind', () => {
    expect(parseKeySet({ keys: [RSA, EC, { ...OKP, key_ops: ['verify'] }] })).toEqual({ keys: [RSA, EC, OKP] });
  });

  it.each([
    null,
    undefined,
    'keys',
    [],
    {},
    { keys: null },
    { keys: {} },
    { keys: 'RSA' },
    { keys: Array.from({ length: 101 }, () => RSA) },
  ])('A12 refuses %j', (document) => {
    expect(() => parseKeySet(document)).toThrow(
      expect.objectContaining({ code: 'key_set_invalid', message: expect.stringMatching(SENTENCES) }),
    );
  });

  it('A12 reads a hundred keys', () => {
    expect(parseKeySet({ keys: Array.from({ length: 100 }, () => RSA) }).keys).toHaveLength(100);
  });

  it.each([
    null,
    1,
    'RSA',
    [],
    {},
    { kty: 'oct', k: 'c2VjcmV0' },
    { ...RSA, kty: 1 },
    { ...RSA, kid: 7 },
    { ...RSA, kid: { toString: 1 } },
    { ...RSA, n: ['n'] },
    { ...RSA, d: 'private' },
    { ...RSA, key_ops: ['sign'] },
    { ...RSA, key_ops: 'verify' },
  ])('A9 A11 leaves out the key %j and keeps its neighbours (RFC 7517 5)', (key) => {
    expect(parseKeySet({ keys: [key, EC] })).toEqual({ keys: [EC] });
  });

  it('R41 leaves out certificates and their addresses', () => {
    const key = { ...RSA, x5c: ['MII'], x5u: 'https://evil.test', x5t: 'x', jku: 'https://evil.test', foo: 1 };

    expect(parseKeySet({ keys: [key] })).toEqual({ keys: [RSA] });
  });

  it('A24 does not fall for __proto__', () => {
    const { keys } = parseKeySet(JSON.parse('{"keys":[{"kty":"EC","__proto__":{"crv":"P-256"}}]}'));

    expect(keys).toEqual([{ kty: 'EC' }]);
    expect(keys[0]?.crv).toBeUndefined();
  });
});

describe('fetchKeySet', () => {
  it('R40 fetches anew each time', async () => {
    const sets = [{ keys: [RSA] }, { keys: [EC] }];
    const fetch = jest.fn(async () => Response.json(sets.shift()));
    const uri = 'https://id.example.com/jwks';

    await expect(fetchKeySet(uri, fetch)).resolves.toEqual({ keys: [RSA] });
    await expect(fetchKeySet(uri, fetch)).resolves.toEqual({ keys: [EC] });
    expect(fetch.mock.calls).toHaveLength(2);
    expect(fetch).toHaveBeenCalledWith(uri, expect.objectContaining({ cache: 'no-cache' }));
  });

  it('R61 refuses an insecure address', async () => {
    const failure = fetchKeySet('http://id.example.com/jwks', async () => Response.json({ keys: [] }));

    await expect(failure).rejects.toThrow(expect.objectContaining({ code: 'metadata_invalid' }));
  });
});
