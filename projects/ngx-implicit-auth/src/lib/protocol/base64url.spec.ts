import { randomValue } from './base64url';

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

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
