import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { ANY_TEXT, CASES } from '../testing/cases';
import { AuthError } from '../protocol/auth-error';
import type { JsonWebKeySet } from '../protocol/key-set';
import { verifyIdToken } from './verify-id-token';

const NOW = 1_800_000_000;
const CLAIMS = {
  iss: 'https://id.example.com',
  sub: 'alice',
  aud: 'timesheets-spa',
  exp: NOW + 300,
  iat: NOW,
  nonce: 'the-nonce',
  name: 'Zoë',
};
const PARTS = ['header', 'payload', 'signature'] as const;
type Part = (typeof PARTS)[number];
const DOCUMENTED = [
  'id_token_malformed',
  'id_token_encrypted',
  'id_token_type_refused',
  'id_token_extension_refused',
  'id_token_algorithm_refused',
  'id_token_issuer_mismatch',
  'id_token_audience_mismatch',
  'id_token_audience_untrusted',
  'id_token_authorized_party_mismatch',
  'id_token_nonce_mismatch',
  'id_token_expired',
  'id_token_not_yet_valid',
  'id_token_too_old',
  'id_token_signature_invalid',
  'signing_key_unknown',
];

const tokens = new Map<string, string>();
const keys: { -readonly [name in keyof JsonWebKeySet]: JsonWebKeySet[name] } = { keys: [] };

beforeAll(async () => {
  for (const alg of ['RS256', 'ES256']) {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    const jwk = { ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' };
    keys.keys = [...keys.keys, jwk as JsonWebKeySet['keys'][number]];
    tokens.set(alg, await new SignJWT(CLAIMS).setProtectedHeader({ alg, kid: alg, typ: 'JWT' }).sign(privateKey));
  }
});

/** What comes of verifying a text: `accepted`, or the code of the error that refuses it. */
async function outcomeOf(idToken: string): Promise<string> {
  try {
    await verifyIdToken(idToken, {
      issuer: CLAIMS.iss,
      clientId: CLAIMS.aud,
      nonce: CLAIMS.nonce,
      trustedAudiences: [],
      clockSkewSeconds: 60,
      now: NOW * 1000,
      requestedAt: (NOW - 30) * 1000,
      keys,
    });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return error.code;
  }
}

const tokenOf = (alg: string) => tokens.get(alg) ?? '';
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

const bytesOf = (idToken: string, part: Part) =>
  Buffer.from(idToken.split('.')[PARTS.indexOf(part)] ?? '', 'base64url');

/** The id_token with one of its parts decoded, edited and encoded again. */
function withPart(idToken: string, part: Part, edit: (bytes: Buffer) => Uint8Array): string {
  const edited = base64url(edit(bytesOf(idToken, part)));
  return idToken
    .split('.')
    .map((text, index) => (index === PARTS.indexOf(part) ? edited : text))
    .join('.');
}

describe.each(['RS256', 'ES256'])('an id_token by %s', (alg) => {
  it('R29 is accepted as it is signed, so that what is refused below is refused for its mutation', async () => {
    expect(await outcomeOf(tokenOf(alg))).toBe('accepted');
  });

  it('R29 A13 is refused with any single bit of header, payload or signature turned over, each of them tried', async () => {
    const idToken = tokenOf(alg);
    let tried = 0;
    for (const part of PARTS) {
      const { length } = bytesOf(idToken, part);
      for (let bit = 0; bit < length * 8; bit++, tried++) {
        const outcome = await outcomeOf(
          withPart(idToken, part, (bytes) =>
            bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
          ),
        );
        if (!DOCUMENTED.includes(outcome)) throw new Error(`Bit ${bit} of the ${part}: ${outcome}`);
      }
    }

    expect(tried).toBeGreaterThan(CASES.numRuns);
  });

  it('R29 A13 is refused with any bytes of any part replaced, added or taken away', async () => {
    const idToken = tokenOf(alg);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PARTS),
        fc.nat(400),
        fc.nat(4),
        fc.uint8Array({ maxLength: 4 }),
        async (part, at, taken, added) => {
          const mutated = withPart(idToken, part, (bytes) => {
            const start = at % (bytes.length + 1);
            return Buffer.concat([bytes.subarray(0, start), added, bytes.subarray(start + taken)]);
          });
          fc.pre(mutated !== idToken);

          expect(DOCUMENTED).toContain(await outcomeOf(mutated));
        },
      ),
      CASES,
    );
  });

  it('R29 A13 is refused with any characters of its text replaced, added or taken away', async () => {
    const idToken = tokenOf(alg);
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('AQgwBz09-_.=+/ \n\té')), maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.nat(idToken.length), fc.nat(3), letters, async (at, taken, added) => {
        const mutated = idToken.slice(0, at) + added + idToken.slice(at + taken);
        fc.pre(mutated !== idToken);

        expect(DOCUMENTED).toContain(await outcomeOf(mutated));
      }),
      CASES,
    );
  });

  it('R30 R31 R33 R34 R35 R42 is refused with any claim changed under the old signature', async () => {
    const claim = fc.oneof(fc.constantFrom(...Object.keys(CLAIMS), 'azp', 'nbf', '__proto__'), fc.string());
    await fc.assert(
      fc.asyncProperty(claim, fc.jsonValue(), async (name, value) => {
        const claims = new Map<string, unknown>(Object.entries(CLAIMS)).set(name, value);
        const payload = `{${[...claims].map((pair) => pair.map((item) => JSON.stringify(item)).join(':')).join()}}`;
        fc.pre(payload !== JSON.stringify(CLAIMS));

        expect(DOCUMENTED).toContain(await outcomeOf(withPart(tokenOf(alg), 'payload', () => Buffer.from(payload))));
      }),
      CASES,
    );
  });
});

describe('verifyIdToken, for anything', () => {
  it('A13 A23 R29 refuses any text with a documented AuthError', async () => {
    const text = fc.oneof(
      ANY_TEXT,
      fc
        .array(fc.string({ unit: fc.constantFrom(...Array.from('Aaz09-_=.')) }), { maxLength: 6 })
        .map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (idToken) => {
        expect(DOCUMENTED).toContain(await outcomeOf(idToken));
      }),
      CASES,
    );
  });

  it('A9 A10 A11 A13 R29 R41 refuses any header and any claims with a documented AuthError', async () => {
    const header = fc.record(
      {
        alg: fc.oneof(fc.constantFrom('RS256', 'ES256', 'none', 'HS256'), fc.jsonValue()),
        kid: fc.oneof(fc.constantFrom('RS256', 'ES256', '__proto__'), fc.jsonValue()),
        typ: fc.oneof(fc.constantFrom('JWT', 'at+jwt'), fc.jsonValue()),
        crit: fc.jsonValue(),
        jwk: fc.jsonValue(),
        jku: fc.constant('https://evil.test/keys'),
        b64: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const claims = fc.oneof(
      fc.constant(CLAIMS),
      fc.jsonValue(),
      fc
        .dictionary(fc.constantFrom(...Object.keys(CLAIMS)), fc.jsonValue())
        .map((change) => ({ ...CLAIMS, ...change })),
    );
    const signature = fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(header, fc.jsonValue()), claims, signature, async (head, body, signed) => {
        const idToken = [JSON.stringify(head), JSON.stringify(body), signed].map(base64url).join('.');

        expect(DOCUMENTED).toContain(await outcomeOf(idToken));
      }),
      CASES,
    );
  });
});
