import { asksForAccessToken, asksForIdToken, type ResponseType } from './response-type';

describe('response type', () => {
  it.each([
    ['id_token token', true, true],
    ['id_token', true, false],
    ['token', false, true],
  ] as const)('R2 knows what %s asks for', (responseType, idToken, accessToken) => {
    expect(asksForIdToken(responseType)).toBe(idToken);
    expect(asksForAccessToken(responseType)).toBe(accessToken);
  });

  it('R2 does not mind the order of the words (RFC 6749 3.1.1)', () => {
    const swapped = 'token id_token' as ResponseType;

    expect(asksForIdToken(swapped)).toBe(true);
    expect(asksForAccessToken(swapped)).toBe(true);
  });
});
