import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import { parseKeySet, type JsonWebKey } from './key-set';
import { verifyIdToken, verifySignedClaims, type IdTokenExpectations } from './verify-id-token';

interface Signer {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public key, as the server publishes it. */
  readonly jwk: JsonWebKey;
}

const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const NOW = 1_800_000_000;
const ACCESS_TOKEN = 'the-access-token';
const CLAIMS = {
  iss: 'https://id.example.com',
  sub: 'alice',
  aud: 'timesheets-spa',
  exp: NOW + 300,
  iat: NOW,
  nonce: 'the-nonce',
};

const signers = new Map<string, Signer>();
const other = new Map<string, Signer>();

async function signer(alg: string, kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } as JsonWebKey;
  return { alg, kid, privateKey, jwk };
}

beforeAll(async () => {
  await Promise.all(ALGORITHMS.map(async (alg) => signers.set(alg, await signer(alg, `key-${alg}`))));
  for (const alg of ['RS256', 'ES256']) other.set(alg, await signer(alg, `other-${alg}`));
});

const by = (alg: string, from = signers): Signer => from.get(alg)!;
const without = (jwk: JsonWebKey, ...names: (keyof JsonWebKey)[]): JsonWebKey =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name as keyof JsonWebKey))) as never;

/** An id_token by the `alg` given, its `kid` in the header unless that is changed. */
async function sign(
  { alg, kid, privateKey }: Signer,
  claims: object = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

function verify(idToken: string, expected: Partial<IdTokenExpectations> = {}) {
  return verifyIdToken(idToken, {
    issuer: 'https://id.example.com',
    clientId: 'timesheets-spa',
    nonce: 'the-nonce',
    trustedAudiences: [],
    clockSkewSeconds: 60,
    now: NOW * 1000,
    requestedAt: (NOW - 30) * 1000,
    keys: { keys: [...signers.values()].map(({ jwk }) => jwk) },
    ...expected,
  });
}

async function accessTokenHash(bits: number, accessToken = ACCESS_TOKEN): Promise<string> {
  const digest = await crypto.subtle.digest(`SHA-${bits}`, Buffer.from(accessToken, 'ascii'));
  return Buffer.from(digest, 0, bits / 16).toString('base64url');
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });
const noReload = () => jest.fn(async () => ({ keys: [] }));

describe('verifyIdToken', () => {
  it('returns the claims and tells of each check in order', async () => {
    const checks: string[] = [];
    const idToken = await sign(by('RS256'), { email: 'alice@example.com', at_hash: await accessTokenHash(256) });
    const claims = await verify(idToken, { accessToken: ACCESS_TOKEN, onCheck: (check) => checks.push(check) });

    expect({ ...claims }).toEqual({ ...CLAIMS, email: 'alice@example.com', at_hash: expect.any(String) });
    expect(checks).toEqual([
      'format',
      'algorithm',
      'issuer',
      'audience',
      'nonce',
      'lifetime',
      'authentication',
      'signature',
      'access-token-hash',
    ]);
  });

  it('tells of no check after the one that fails', async () => {
    const checks: string[] = [];
    const idToken = await sign({ ...by('RS256', other), kid: 'key-RS256' });

    await expect(verify(idToken, { onCheck: (check) => checks.push(check) })).rejects.toThrow();
    expect(checks.at(-1)).toBe('authentication');
  });

  it('reads claims beyond ASCII', async () => {
    const claims = await verify(await sign(by('ES256'), { name: 'Zoë 林 🙂' }));

    expect(claims.name).toBe('Zoë 林 🙂');
  });

  it('works without reading any clock but the one handed in', async () => {
    const idToken = await sign(by('ES256'));

    await expect(verify(idToken, { now: (NOW + 400) * 1000 })).rejects.toThrow(refusal('id_token_expired'));
  });

  describe('signature', () => {
    it.each(ALGORITHMS)('R29 accepts %s', async (alg) => {
      await expect(verify(await sign(by(alg)))).resolves.toHaveProperty('sub', 'alice');
    });

    it.each(ALGORITHMS)('R29 refuses a wrong signature by %s', async (alg) => {
      const [header, payload, signature = ''] = (await sign(by(alg))).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      bytes[9] = (bytes[9] ?? 0) ^ 1;
      const forged = [header, payload, bytes.toString('base64url')].join('.');

      await expect(verify(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
    });

    it('R29 refuses claims that were changed after signing', async () => {
      const [header, , signature] = (await sign(by('RS256'))).split('.');
      const forged = [header, encode({ ...CLAIMS, sub: 'bob' }), signature].join('.');

      await expect(verify(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
    });

    it.each(['RS256', 'ES256'])(
      "R29 refuses the signature of another key that claims the issuer's kid (%s)",
      async (alg) => {
        const idToken = await sign({ ...by(alg, other), kid: `key-${alg}` });

        await expect(verify(idToken)).rejects.toThrow(refusal('id_token_signature_invalid'));
      },
    );

    it('R29 refuses an empty signature', async () => {
      const [header, payload] = (await sign(by('ES256'))).split('.');

      await expect(verify(`${header}.${payload}.`)).rejects.toThrow(refusal('id_token_signature_invalid'));
    });

    it('R29 accepts only the algorithms that the caller narrows it to', async () => {
      const idToken = await sign(by('ES256'));

      await expect(verify(idToken, { algorithms: ['ES256'] })).resolves.toHaveProperty('sub');
      await expect(verify(idToken, { algorithms: ['RS256'] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
      await expect(verify(idToken, { algorithms: [] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
    });

    it.each(['none', 'None', 'NONE', '', null, undefined, 7, 'constructor', '__proto__', 'RS1', 'ES256K', ['RS256']])(
      'A9 R29 refuses alg %j, also when a caller lists it',
      async (alg) => {
        const unsigned = `${encode({ alg })}.${encode(CLAIMS)}.`;

        await expect(verify(unsigned)).rejects.toThrow(refusal('id_token_algorithm_refused'));
        await expect(verify(unsigned, { algorithms: [alg as string] })).rejects.toThrow(
          refusal('id_token_algorithm_refused'),
        );
      },
    );

    it.each(['HS256', 'HS384', 'HS512'])('A9 R29 refuses %s with the public key as the secret', async (alg) => {
      const { jwk, kid } = by('RS256');
      const secret = Buffer.from(jwk.n ?? '', 'base64url');
      const idToken = await new SignJWT(CLAIMS).setProtectedHeader({ alg, kid }).sign(secret);
      const keys = { keys: [{ kty: 'oct', k: jwk.n, kid, alg } as JsonWebKey] };

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_algorithm_refused'));
      await expect(verify(idToken, { keys, algorithms: [alg] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
    });

    it('R29 does not use a key for another algorithm, use or curve than its own', async () => {
      const { jwk } = by('RS256');
      const idToken = await sign(by('RS256'));

      for (const change of [{ alg: 'RS512' }, { use: 'enc' }, { kty: 'EC', crv: 'P-256' }, { crv: 'P-256' }])
        await expect(verify(idToken, { keys: { keys: [{ ...jwk, ...change }] } })).rejects.toThrow(
          refusal('signing_key_unknown'),
        );
    });

    it('R29 uses a key that says nothing of alg and use', async () => {
      const keys = { keys: [without(by('PS256').jwk, 'alg', 'use')] };

      await expect(verify(await sign(by('PS256')), { keys })).resolves.toHaveProperty('sub');
    });

    it.each([{ n: 'AQAB' }, { n: undefined }, { n: '!' }, { d: 'AQAB' }, { key_ops: ['sign'] }])(
      'R29 refuses a key that cannot be used: %j',
      async (change) => {
        const keys = { keys: [{ ...by('RS256').jwk, ...change }] };

        const failure = verify(await sign(by('RS256')), { keys });
        await expect(failure).rejects.toThrow(refusal('signing_key_unusable'));
        await expect(failure).rejects.toHaveProperty('cause');
      },
    );

    it('R29 refuses an RSA key of fewer than 2048 bits (RFC 7518 3.3)', async () => {
      const { privateKey, publicKey } = await crypto.subtle.generateKey(
        { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) },
        true,
        ['sign', 'verify'],
      );
      const input = `${encode({ alg: 'RS256' })}.${encode(CLAIMS)}`;
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(input));
      const keys = { keys: [(await exportJWK(publicKey)) as JsonWebKey] };

      await expect(verify(`${input}.${Buffer.from(signature).toString('base64url')}`, { keys })).rejects.toThrow(
        refusal('signing_key_unusable'),
      );
    });

    it.each(['RS256', 'ES256', 'Ed25519'])(
      'R29 refuses a signature by %s that is too short or too long',
      async (alg) => {
        const idToken = await sign(by(alg));
        const unsigned = idToken.slice(0, idToken.lastIndexOf('.'));

        for (const signature of ['AAAA', 'AAAA'.repeat(500)])
          await expect(verify(`${unsigned}.${signature}`)).rejects.toThrow(refusal('id_token_signature_invalid'));
      },
    );

    it('R29 uses one key for two algorithms only as each of them demands', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
      const jwk = await exportJWK(privateKey);
      const pss = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
      const keys = { keys: [(await exportJWK(publicKey)) as JsonWebKey] };
      const byPkcs = await sign({ ...by('RS256'), privateKey }, {}, { kid: undefined });
      const byPss = await sign({ ...by('PS256'), privateKey: pss }, {}, { kid: undefined });
      const [header] = byPss.split('.');
      const [, ...rest] = byPkcs.split('.');

      await expect(verify(byPkcs, { keys })).resolves.toHaveProperty('sub');
      await expect(verify(byPss, { keys })).resolves.toHaveProperty('sub');
      await expect(verify([header, ...rest].join('.'), { keys })).rejects.toThrow(
        refusal('id_token_signature_invalid'),
      );
    });

    it('R29 verifies with keys as they come out of a key set', async () => {
      const keys = parseKeySet({ keys: [by('ES384').jwk, by('RS256').jwk] });

      await expect(verify(await sign(by('RS256')), { keys })).resolves.toHaveProperty('sub');
    });
  });

  describe('claims', () => {
    it.each([
      ['R30', { iss: 'https://id.example.com/' }, 'id_token_issuer_mismatch'],
      ['R31', { aud: 'other' }, 'id_token_audience_mismatch'],
      ['R31', { aud: ['timesheets-spa', 'other'] }, 'id_token_audience_untrusted'],
      ['R32', { azp: 'other' }, 'id_token_authorized_party_mismatch'],
      ['R33', { sub: undefined }, 'id_token_malformed'],
      ['R33', { exp: undefined }, 'id_token_malformed'],
      ['R33', { iat: undefined }, 'id_token_malformed'],
      ['R33', { exp: NOW - 61 }, 'id_token_expired'],
      ['R34', { iat: NOW + 61 }, 'id_token_not_yet_valid'],
      ['R35', { nonce: 'other' }, 'id_token_nonce_mismatch'],
    ] as const)(
      'R30 R31 R32 R33 R34 R35 R43 refuses a well signed id_token against %s: %j',
      async (_, claims, code) => {
        await expect(verify(await sign(by('ES256'), claims))).rejects.toThrow(refusal(code));
      },
    );

    it('R37 R38 checks what was asked for', async () => {
      const idToken = await sign(by('ES256'), { acr: 'silver', auth_time: NOW - 10 });

      await expect(verify(idToken, { acrValues: 'silver', maxAgeSeconds: 60 })).resolves.toHaveProperty('acr');
      await expect(verify(idToken, { acrValues: 'gold' })).rejects.toThrow(refusal('acr_mismatch'));
      await expect(verify(await sign(by('ES256')), { maxAgeSeconds: 60 })).rejects.toThrow(
        refusal('auth_time_missing'),
      );
    });

    it('R42 keeps claims it does not know', async () => {
      const claims = await verify(await sign(by('ES256'), { 'https://example.com/roles': ['approver'] }));

      expect(claims['https://example.com/roles']).toEqual(['approver']);
    });

    it('A24 pollutes nothing by claims named __proto__ and the like', async () => {
      const { alg, kid, privateKey } = by('ES256');
      const json = JSON.stringify(CLAIMS).replace('{', '{"__proto__":{"admin":true},"hasOwnProperty":1,');
      const idToken = await new CompactSign(Buffer.from(json)).setProtectedHeader({ alg, kid }).sign(privateKey);
      const claims = await verify(idToken);

      expect(claims['admin']).toBeUndefined();
      expect(claims.toString).toBeUndefined();
      expect(Object.getPrototypeOf(claims)).toBeNull();
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    });

    it('A24 finds no nonce in a prototype', async () => {
      const { alg, kid, privateKey } = by('ES256');
      const { nonce, ...rest } = CLAIMS;
      const json = JSON.stringify(rest).replace('{', `{"__proto__":{"nonce":"${nonce}"},`);
      const idToken = await new CompactSign(Buffer.from(json)).setProtectedHeader({ alg, kid }).sign(privateKey);

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_nonce_mismatch'));
    });
  });

  describe('at_hash', () => {
    it.each(ALGORITHMS)('R36 accepts the at_hash that follows %s', async (alg) => {
      const bits = alg.startsWith('Ed') ? 512 : Number(alg.slice(2));
      const idToken = await sign(by(alg), { at_hash: await accessTokenHash(bits) });

      await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).resolves.toHaveProperty('sub');
    });

    it.each([
      ['RS256', 512],
      ['ES384', 256],
      ['ES512', 256],
      ['EdDSA', 256],
      ['Ed25519', 384],
    ])('R36 refuses for %s an at_hash by SHA-%d', async (alg, bits) => {
      const idToken = await sign(by(alg), { at_hash: await accessTokenHash(bits) });

      await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).rejects.toThrow(refusal('at_hash_mismatch'));
    });

    it('R36 A2 refuses an access token that was swapped (Core 3.2.2.9)', async () => {
      const idToken = await sign(by('RS256'), { at_hash: await accessTokenHash(256) });

      await expect(verify(idToken, { accessToken: 'injected' })).rejects.toThrow(refusal('at_hash_mismatch'));
      await expect(verify(idToken, { accessToken: '' })).rejects.toThrow(refusal('at_hash_mismatch'));
    });

    it.each([{}, { at_hash: '' }, { at_hash: null }])(
      'R36 refuses an id_token with %j beside a token',
      async (claims) => {
        const idToken = await sign(by('RS256'), claims);

        await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).rejects.toThrow(refusal('at_hash_missing'));
      },
    );

    it('R36 refuses the whole hash, a padded one, and one that is no text', async () => {
      const hash = await accessTokenHash(256);
      for (const at_hash of [`${hash}==`, ` ${hash}`, [hash], `${hash}AAAA`])
        await expect(verify(await sign(by('RS256'), { at_hash }), { accessToken: ACCESS_TOKEN })).rejects.toThrow(
          refusal('at_hash_mismatch'),
        );
    });

    it('R36 asks for no at_hash when there is no access token', async () => {
      const checks: string[] = [];
      await verify(await sign(by('RS256')), { onCheck: (check) => checks.push(check) });

      expect(checks).not.toContain('access-token-hash');
    });
  });

  describe('choice of the key', () => {
    it('R39 uses the one key that fits when there is no kid', async () => {
      const idToken = await sign(by('RS256'), {}, { kid: undefined });

      await expect(verify(idToken)).resolves.toHaveProperty('sub');
      await expect(
        verify(idToken, { keys: { keys: [without(by('RS256').jwk, 'kid', 'alg')] } }),
      ).resolves.toHaveProperty('sub');
    });

    it('R39 tries each fitting key, never just the first', async () => {
      const idToken = await sign(by('RS256'), {}, { kid: undefined });
      const broken = { ...by('RS256').jwk, n: 'AQAB' };
      const keys = [by('ES256').jwk, broken, by('RS256', other).jwk, by('RS256').jwk];

      await expect(verify(idToken, { keys: { keys } })).resolves.toHaveProperty('sub');
      await expect(verify(idToken, { keys: { keys: keys.slice(0, 3) } })).rejects.toThrow(
        refusal('id_token_signature_invalid'),
      );
    });

    it('R39 tries each key of the same kid', async () => {
      const keys = { keys: [{ ...by('ES256', other).jwk, kid: 'key-ES256' }, by('ES256').jwk] };

      await expect(verify(await sign(by('ES256')), { keys })).resolves.toHaveProperty('sub');
    });

    it('R39 loads the keys once more when there is no kid and no key verifies', async () => {
      const reloadKeys = jest.fn(async () => ({ keys: [by('RS256').jwk] }));
      const keys = { keys: [by('RS256', other).jwk] };
      const idToken = await sign(by('RS256'), {}, { kid: undefined });

      await expect(verify(idToken, { keys, reloadKeys })).resolves.toHaveProperty('sub');
      expect(reloadKeys).toHaveBeenCalledTimes(1);
    });

    it('R40 loads the keys once more for an unknown kid, and verifies with what comes (Core 10.1.1)', async () => {
      const reloadKeys = jest.fn(async () => ({ keys: [by('RS256').jwk] }));

      await expect(
        verify(await sign(by('RS256')), { keys: { keys: [by('RS256', other).jwk] }, reloadKeys }),
      ).resolves.toHaveProperty('sub');
      expect(reloadKeys).toHaveBeenCalledTimes(1);
    });

    it('R40 checks the signature with the reloaded keys as strictly', async () => {
      const forger = { ...by('RS256', other), kid: 'new' };
      const reloadKeys = async () => ({ keys: [{ ...by('RS256').jwk, kid: 'new' }] });

      await expect(verify(await sign(forger), { reloadKeys })).rejects.toThrow(refusal('id_token_signature_invalid'));
    });

    it('R40 A12 loads the keys once at most', async () => {
      const reloadKeys = noReload();

      await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }), { reloadKeys })).rejects.toThrow(
        refusal('signing_key_unknown'),
      );
      expect(reloadKeys).toHaveBeenCalledTimes(1);
    });

    it('R40 does without when there is no way to load them', async () => {
      await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }))).rejects.toThrow(
        refusal('signing_key_unknown'),
      );
    });

    it('R40 loads no keys while the known ones do', async () => {
      const reloadKeys = noReload();
      await verify(await sign(by('RS256')), { reloadKeys });

      expect(reloadKeys).not.toHaveBeenCalled();
    });

    it('R40 loads no keys for a wrong signature under a known kid', async () => {
      const reloadKeys = noReload();
      const idToken = await sign({ ...by('RS256', other), kid: 'key-RS256' });

      await expect(verify(idToken, { reloadKeys })).rejects.toThrow(refusal('id_token_signature_invalid'));
      expect(reloadKeys).not.toHaveBeenCalled();
    });

    it('R40 hands on the failure to load the keys', async () => {
      const failure = new Error('offline');

      await expect(
        verify(await sign({ ...by('RS256'), kid: 'unknown' }), { reloadKeys: () => Promise.reject(failure) }),
      ).rejects.toBe(failure);
    });

    it.each([
      { iss: 'https://evil.test' },
      { aud: 'other' },
      { aud: ['timesheets-spa', 'other'] },
      { azp: 'other' },
      { nonce: 'other' },
      { exp: NOW - 61 },
      { iat: NOW - 91 },
      { sub: '' },
    ])('A12 R43 loads no keys for an id_token that fails by %j alone', async (claims) => {
      const reloadKeys = noReload();

      await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }, claims), { reloadKeys })).rejects.toThrow();
      expect(reloadKeys).not.toHaveBeenCalled();
    });

    it('A11 takes the kid for a text and nothing else', async () => {
      const reloadKeys = noReload();
      for (const kid of ['__proto__', 'constructor', '../../jwks', "' OR 1=1", ''])
        await expect(verify(await sign({ ...by('RS256'), kid }), { reloadKeys })).rejects.toThrow(
          refusal('signing_key_unknown'),
        );
    });

    it.each([7, 0, null, {}, ['key-RS256'], 'k'.repeat(1025), 'k'.repeat(1_000_000)])(
      'A11 refuses a kid that is no short text, before a key is loaded',
      async (kid) => {
        const reloadKeys = noReload();
        const idToken = `${encode({ alg: 'RS256', kid })}.${encode(CLAIMS)}.AAAA`;

        await expect(verify(idToken, { reloadKeys })).rejects.toThrow(refusal('id_token_malformed'));
        expect(reloadKeys).not.toHaveBeenCalled();
      },
    );

    it('A11 takes a kid of 1024 characters', async () => {
      const kid = 'k'.repeat(1024);

      await expect(
        verify(await sign({ ...by('RS256'), kid }), { keys: { keys: [{ ...by('RS256').jwk, kid }] } }),
      ).resolves.toHaveProperty('sub');
    });

    it('A10 R41 ignores the keys and addresses in the header', async () => {
      const forger = by('RS256', other);
      const fetch = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('A request left'));
      const header = { jwk: forger.jwk, x5c: ['MIIB'], jku: 'https://evil.test/jwks', x5u: 'https://evil.test/cert' };

      await expect(verify(await sign(forger, {}, { ...header, kid: 'key-RS256' }))).rejects.toThrow(
        refusal('id_token_signature_invalid'),
      );
      await expect(verify(await sign(forger, {}, header))).rejects.toThrow(refusal('signing_key_unknown'));
      await expect(verify(await sign(by('RS256'), {}, header))).resolves.toHaveProperty('sub');
      expect(fetch).not.toHaveBeenCalled();
    });
  });

  describe('format', () => {
    it.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('A13 R41 refuses the typ %s', async (typ) => {
      await expect(verify(await sign(by('RS256'), {}, { typ }))).rejects.toThrow(refusal('id_token_type_refused'));
    });

    it.each(['JWT', 'jwt', 'at+jwt+ish', undefined])('R41 accepts the typ %s', async (typ) => {
      await expect(verify(await sign(by('RS256'), {}, { typ }))).resolves.toHaveProperty('sub');
    });

    it.each([['b64'], ['exp'], [], 'exp', null])('R41 refuses the crit %j', async (crit) => {
      const { privateKey } = by('RS256');
      const header = encode({ alg: 'RS256', kid: 'key-RS256', b64: true, crit });
      const input = `${header}.${encode(CLAIMS)}`;
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(input));
      const idToken = `${input}.${Buffer.from(signature).toString('base64url')}`;

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_extension_refused'));
    });

    it('R42 says that it does not decrypt', async () => {
      const failure = verify(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`);

      await expect(failure).rejects.toThrow(refusal('id_token_encrypted'));
      await expect(failure).rejects.toThrow(/not supported/);
    });

    it.each(['', '.', '..', 'a.b', 'a.b.c.d', 'a.b.c.d.e.f', '....'.repeat(1000), 'null', 'e30.e30'])(
      'A13 refuses %j',
      async (idToken) => {
        await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
      },
    );

    it.each(['null', '[]', '"text"', '1', '{', '{}}', '\u0000', ''])('A13 refuses %j as a part', async (json) => {
      const part = Buffer.from(json).toString('base64url');

      await expect(verify(`${part}.${encode(CLAIMS)}.`)).rejects.toThrow(refusal('id_token_malformed'));
      await expect(verify(`${encode({ alg: 'RS256' })}.${part}.`)).rejects.toThrow(refusal('id_token_malformed'));
    });

    it('A13 refuses what is not UTF-8, though well signed', async () => {
      const { alg, kid, privateKey } = by('ES256');
      const [start = '', end = ''] = JSON.stringify({ ...CLAIMS, name: '?' }).split('?');
      const payload = Buffer.concat([Buffer.from(start), Buffer.from([0xff]), Buffer.from(end)]);
      const idToken = await new CompactSign(payload).setProtectedHeader({ alg, kid }).sign(privateKey);

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
    });

    it.each([' ', '\n', '\t', '=', '==', '+', '/', '%', 'A', '\u00a0'])(
      'A13 refuses %j at the edge of any part',
      async (blank) => {
        const parts = (await sign(by('RS256'))).split('.');
        for (const index of parts.keys()) {
          for (const edit of [(part: string) => part + blank, (part: string) => blank + part]) {
            const edited = parts.map((part, at) => (at === index ? edit(part) : part)).join('.');
            // One more letter may still be base64url: then the bytes differ, which another check notices.
            await expect(verify(edited)).rejects.toThrow(
              blank === 'A' ? expect.objectContaining({ name: 'AuthError' }) : refusal('id_token_malformed'),
            );
          }
        }
      },
    );

    it.each([
      ['AAAAA', 'AQgw'],
      ['AAAAAA', 'AEIMQUYcgkosw048'],
      ['AAAAAAA', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'],
      ['AAAA', ''],
    ])('A13 refuses a second spelling of the same bytes: %s goes on with one of %j only', async (start, letters) => {
      const idToken = await sign(by('RS256'));
      const unsigned = idToken.slice(0, idToken.lastIndexOf('.'));

      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
        await expect(verify(`${unsigned}.${start}${letter}`)).rejects.toThrow(
          refusal(letters.includes(letter) ? 'id_token_signature_invalid' : 'id_token_malformed'),
        );
    });

    it('A13 refuses whatever letter of an id_token is changed', async () => {
      const idToken = await sign(by('ES256'));

      for (let index = 0; index < idToken.length; index++) {
        const letter = idToken[index] === 'A' ? 'B' : 'A';
        await expect(verify(idToken.slice(0, index) + letter + idToken.slice(index + 1))).rejects.toThrow(
          expect.objectContaining({ name: 'AuthError' }),
        );
      }
    });

    it('A13 refuses an access token for the same person in place of the id_token', async () => {
      const { nonce: _, ...claims } = CLAIMS;
      const accessToken = await sign(by('RS256'), { ...claims, nonce: undefined, scope: 'openid', client_id: 'x' });

      await expect(verify(accessToken)).rejects.toThrow(refusal('id_token_nonce_mismatch'));
    });

    it('R27 verifies an id_token of half a million characters', async () => {
      const groups = Array.from({ length: 11_000 }, (_, index) => `group-with-a-rather-long-name-${index}`);
      const idToken = await sign(by('ES256'), { groups });

      expect(idToken.length).toBeGreaterThan(500_000);
      await expect(verify(idToken)).resolves.toHaveProperty('groups', groups);
    });

    it('A23 refuses an id_token of more than a million characters, well signed as it may be', async () => {
      const idToken = await sign(by('ES256'), { name: 'a'.repeat(800_000) });

      expect(idToken.length).toBeGreaterThan(2 ** 20);
      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
    });

    it('A23 looks into an id_token of exactly that many characters, and into none of one more', async () => {
      const start = `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`;
      const idToken = start.padEnd(2 ** 20, 'AAAA');

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_algorithm_refused'));
      await expect(verify(`${idToken}A`)).rejects.toThrow(refusal('id_token_malformed'));
    });

    it.each(['a', '.', 'AAAA.'])('A23 refuses an endless id_token of %j', async (text) => {
      await expect(verify(text.repeat(5_000_000))).rejects.toThrow(refusal('id_token_malformed'));
    });
  });

  describe('environment', () => {
    it.each([undefined, {}])('says to serve the app from https when crypto is %j', async (crypto) => {
      const idToken = await sign(by('RS256'));
      const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
      Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
      try {
        const failure = verify(idToken);
        await expect(failure).rejects.toThrow(refusal('crypto_unavailable'));
        await expect(failure).rejects.toThrow(/https or from localhost/);
      } finally {
        Object.defineProperty(globalThis, 'crypto', original);
      }
    });

    it('imports a key once, however often it verifies', async () => {
      const keys = { keys: [{ ...by('RS256').jwk }] };
      const importKey = jest.spyOn(crypto.subtle, 'importKey');
      for (const sub of ['alice', 'bob', 'carol']) await verify(await sign(by('RS256'), { sub }), { keys });

      expect(importKey).toHaveBeenCalledTimes(1);
    });
  });

  describe('of any other JWT, by verifySignedClaims', () => {
    const verifyClaims = (jwt: string) =>
      verifySignedClaims(jwt, { issuer: CLAIMS.iss, keys: { keys: [...signers.values()].map(({ jwk }) => jwk) } });

    it('R46 returns the claims, and checks none of them', async () => {
      const claims = { iss: undefined, aud: 'other', exp: NOW - 1_000_000, nonce: undefined };

      expect({ ...(await verifyClaims(await sign(by('RS256'), claims))) }).toEqual({
        sub: 'alice',
        aud: 'other',
        exp: NOW - 1_000_000,
        iat: NOW,
      });
    });

    it('R46 R29 refuses a wrong signature, an unknown key and no signature at all', async () => {
      const forged = await sign({ ...by('RS256', other), kid: 'key-RS256' });
      const unsigned = `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`;

      await expect(verifyClaims(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
      await expect(verifyClaims(await sign(by('RS256', other)))).rejects.toThrow(refusal('signing_key_unknown'));
      await expect(verifyClaims(unsigned)).rejects.toThrow(refusal('id_token_algorithm_refused'));
    });

    it('R46 needs cryptography as well', async () => {
      const jwt = await sign(by('RS256'));
      const crypto = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
      Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
      try {
        await expect(verifyClaims(jwt)).rejects.toThrow(refusal('crypto_unavailable'));
      } finally {
        Object.defineProperty(globalThis, 'crypto', crypto);
      }
    });
  });

  it('R43 names no value and quotes no token when it refuses', async () => {
    const secret = { sub: 'secret', name: 'secret' };
    const good = await sign(by('RS256'), { ...secret, nonce: 'secret' });
    const tokens = [
      good,
      good.replace('.', '.secret'),
      `${encode({ alg: 'secret' })}.${encode(secret)}.`,
      `${Buffer.from('secret{').toString('base64url')}.${encode(secret)}.`,
      await sign(by('RS256'), { ...secret, at_hash: 'secret' }),
      await sign({ ...by('RS256'), kid: 'secret' }, secret),
      await sign({ ...by('RS256', other), kid: 'key-RS256' }, secret),
      await sign(by('RS256'), secret, { typ: 'at+jwt' }),
    ];

    for (const token of tokens) {
      const failure: unknown = await verify(token, { accessToken: 'secret-access-token' }).catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(Error);
      const { message, cause } = failure as Error;
      expect(`${message} ${cause as string}`).not.toMatch(/secret|c2VjcmV0|eyJ/);
    }
  });
});
