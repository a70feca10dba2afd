import { isInvalidToken } from './invalid-token';

const refusal = (status: number, challenge: string | null) => ({
  status,
  headers: new Headers(challenge === null ? {} : { 'WWW-Authenticate': challenge }),
});

describe('isInvalidToken', () => {
  it.each([
    ['in quotes', 'Bearer realm="timesheets", error="invalid_token"'],
    ['without quotes', 'Bearer error=invalid_token'],
    ['before a description', 'Bearer error="invalid_token", error_description="expired"'],
    ['that CORS hides', null],
  ])('R48 is true of a 401 with a reason %s', (_, challenge) => {
    expect(isInvalidToken(refusal(401, challenge))).toBe(true);
  });

  it('R48 is true of a 401 that has no headers at all', () => {
    expect(isInvalidToken({ status: 401 })).toBe(true);
  });

  it.each([
    ['a 403', refusal(403, 'Bearer error="invalid_token"')],
    ['a 403 of too small a scope', refusal(403, 'Bearer error="insufficient_scope"')],
    ['a 401 of another reason', refusal(401, 'Bearer error="invalid_request"')],
    ['a 401 whose reason only begins alike', refusal(401, 'Bearer error="invalid_tokens"')],
    ['a 401 that asks for no token', refusal(401, 'Basic realm="x"')],
    ['what is no answer', new TypeError('401')],
    ['nothing', null],
  ])('R48 is false of %s', (_, failure) => {
    expect(isInvalidToken(failure)).toBe(false);
  });
});
