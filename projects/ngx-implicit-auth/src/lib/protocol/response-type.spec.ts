import { asksForIdToken, type AuthResponseType } from './authorization-request';

describe('response type', () => {
  it.each([
    ['id_token token', true],
    ['id_token', true],
    ['token', false],
  ] as const)('R2 knows whether %s asks for an id_token', (responseType, idToken) => {
    expect(asksForIdToken({ responseType, scope: '' })).toBe(idToken);
  });

  it('R2 does not mind the order of the words (RFC 6749 3.1.1)', () => {
    const swapped = 'token id_token' as AuthResponseType;

    expect(asksForIdToken({ responseType: swapped, scope: '' })).toBe(true);
  });
});
