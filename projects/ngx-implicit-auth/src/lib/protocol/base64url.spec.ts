import { encode } from 'jose/base64url';
import { base64url, bytesOf, randomValue, sha256 } from './base64url';

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

describe('base64url', () => {
  it.each(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'])(
    'is that of RFC 4648, section 10, without padding: "%s"',
    (text) => {
      expect(base64url(bytesOf(text))).toBe(Buffer.from(text).toString('base64url'));
    },
  );

  it('has every byte in every place as jose has it', () => {
    for (let start = 0; start < 3; start++) {
      const bytes = Uint8Array.from({ length: 256 + start }, (_, index) => 255 - index + start);
      expect(base64url(bytes)).toBe(encode(bytes));
    }
  });
});

describe('randomValue', () => {
  it('R4 R5 draws 256 bits', () => {
    const lengths: number[] = [];
    randomValue((length) => {
      lengths.push(length);
      return randomBytes(length);
    });

    expect(lengths).toEqual([32]);
  });

  it('R5 spells every byte in base64url without padding, which is VSCHAR only (RFC 6749 A.5)', () => {
    for (const byte of [0x00, 0x3e, 0xfb, 0xff]) {
      const bytes = new Uint8Array(32).fill(byte);
      const value = randomValue(() => bytes);

      expect(value).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(value, 'base64url')).toEqual(Buffer.from(bytes));
    }
  });

  it('A16 never gives the same value twice', () => {
    const values = Array.from({ length: 1000 }, () => randomValue(randomBytes));

    expect(new Set(values).size).toBe(1000);
  });
});

describe('sha256', () => {
  it('R63 makes the code_challenge of a verifier (RFC 7636, appendix B)', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

    await expect(sha256(verifier)).resolves.toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});
