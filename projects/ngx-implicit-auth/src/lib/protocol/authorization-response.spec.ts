import { SENTENCES } from '../testing/sentences';
import { AuthError, type AuthErrorCode } from './auth-error';
import {
  issuedTokens,
  validateAuthorizationResponse,
  type AuthorizationResponseExpectations,
  type IssuedTokensExpectations,
} from './authorization-response';
import { parseResponseParameters } from './response-parameters';

const ISSUER = 'https://id.example.com';
type Expectations = AuthorizationResponseExpectations & IssuedTokensExpectations;
const EXPECTED: Expectations = {
  issuer: ISSUER,
  responseType: 'id_token token',
  scope: 'openid profile',
  defaultLifetimeSeconds: 3600,
  tokenTypes: ['bearer'],
};
const BOTH = 'access_token=at.-_~+/==&token_type=Bearer&expires_in=600&id_token=a.b.c'.replace('+', '%2B');

function validate(encoded: string, change: Partial<Expectations> = {}) {
  const parameters = parseResponseParameters(encoded);
  const expected = { ...EXPECTED, ...change };
  validateAuthorizationResponse(parameters, expected);
  return issuedTokens(parameters, expected);
}

function failureOf(encoded: string, change: Partial<Expectations> = {}): AuthError {
  try {
    validate(encoded, change);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    expect(error.message).toMatch(SENTENCES);
    return error;
  }
  throw new Error('The response was accepted');
}

const codeOf = (...response: Parameters<typeof failureOf>): AuthErrorCode => failureOf(...response).code;

describe('validateAuthorizationResponse', () => {
  it('returns what was asked for', () => {
    expect(validate(`${BOTH}&session_state=a/b==`)).toEqual({
      accessToken: 'at.-_~+/==',
      tokenType: 'bearer',
      expiresInSeconds: 600,
      scope: 'openid profile',
      idToken: 'a.b.c',
      sessionState: 'a/b==',
    });
    expect(validate('id_token=a.b.c', { responseType: 'id_token' })).toEqual({
      scope: 'openid profile',
      idToken: 'a.b.c',
    });
  });

  it('R17 accepts the iss of the issuer', () => {
    expect(validate(`${BOTH}&iss=${encodeURIComponent(ISSUER)}`, { issParameterSupported: true }).idToken).toBe(
      'a.b.c',
    );
    expect(
      validate(`access_token=a&token_type=bearer&iss=${encodeURIComponent(ISSUER)}`, {
        responseType: 'token',
        issParameterSupported: true,
      }).accessToken,
    ).toBe('a');
  });

  it.each([`${ISSUER}/`, 'https://ID.example.com', 'https://evil.test', ' '])('R17 refuses the iss %j', (iss) => {
    expect(codeOf(`${BOTH}&iss=${encodeURIComponent(iss)}`)).toBe('response_issuer_mismatch');
  });

  it('R17 names both issuers', () => {
    expect(failureOf(`${BOTH}&iss=${encodeURIComponent(`${ISSUER}/`)}`).message).toContain(
      `is from ${ISSUER}/, and ${ISSUER} was asked.`,
    );
  });

  it('R17 refuses a response without the iss that the server announces (RFC 9207 2.4)', () => {
    expect(codeOf('error=access_denied', { issParameterSupported: true })).toBe('response_issuer_missing');
    expect(codeOf(BOTH, { issParameterSupported: true, responseType: 'token' })).toBe('response_issuer_missing');
  });

  it('R17 lets the iss of a requested id_token, whose signature vouches for it, stand for the parameter', () => {
    expect(validate(BOTH, { issParameterSupported: true }).idToken).toBe('a.b.c');
  });

  it('R18 does not put the error of another server down to this one (RFC 9207 2.4)', () => {
    const error = failureOf('error=access_denied&error_description=Hi&iss=https://evil.test');

    expect(error.code).toBe('response_issuer_mismatch');
    expect(error.server).toBeUndefined();
  });

  it.each([
    ['access_denied', 'access_denied'],
    ['login_required', 'interaction_required'],
    ['interaction_required', 'interaction_required'],
    ['consent_required', 'interaction_required'],
    ['account_selection_required', 'interaction_required'],
    ['user_authentication_required', 'interaction_required'],
    ['server_error', 'authorization_failed'],
    ['constructor', 'authorization_failed'],
    ['__proto__', 'authorization_failed'],
  ] as const)('R19 turns the error %s into %s', (error, code) => {
    expect(failureOf(`error=${error}`)).toMatchObject({ code, server: { error } });
  });

  it('R19 hands on what the server says as plain text, and keeps it out of the message', () => {
    const error = failureOf('error=access_denied&error_description=%3Cb%3ENo%3C/b%3E+way&error_uri=https://h.test/e');

    expect(error.server).toEqual({
      error: 'access_denied',
      description: '<b>No</b> way',
      uri: 'https://h.test/e',
    });
    expect(error.message).not.toMatch(/No|h\.test/);
  });

  it.each([
    ['unauthorized_client', 'implicit grant'],
    ['unsupported_response_type', 'responseType'],
    ['invalid_scope', 'Compare `scope`'],
    ['invalid_request', 'check `parameters`'],
    ['server_error', 'Try again later.'],
    ['temporarily_unavailable', 'Try again later.'],
    ['invalid_target', 'See `server`'],
  ])('R19 says what to do about %s', (error, cure) => {
    expect(failureOf(`error=${error}`)).toMatchObject({
      code: 'authorization_failed',
      message: expect.stringContaining(cure),
    });
  });

  it.each(['https://help.test/e', 'http://help.test/e', 'HTTPS://help.test'])(
    'R19 hands on the error_uri %s',
    (uri) => {
      expect(failureOf(`error=x&error_uri=${encodeURIComponent(uri)}`).server).toEqual({ error: 'x', uri });
    },
  );

  it.each(['javascript:alert(1)', 'javascript:"https://a"', 'data:text/html,x', '//evil.test', 'httpx://a'])(
    'R19 leaves out the error_uri %s, of which somebody would make a link',
    (uri) => {
      expect(failureOf(`error=x&error_uri=${encodeURIComponent(uri)}`).server).toEqual({ error: 'x' });
    },
  );

  it.each(['access_token=a', 'id_token=a', 'code=a'])('R20 refuses an error together with %s', (token) => {
    const error = failureOf(`error=access_denied&${token}`);

    expect(error.code).toBe('response_contradictory');
    expect(error.server).toBeUndefined();
  });

  it.each([
    ['id_token token', 'access_token=a&token_type=bearer'],
    ['id_token token', 'id_token=a'],
    ['id_token', 'state=s'],
    ['token', 'token_type=bearer'],
    ['token', 'id_token=a'],
    ['token', ''],
    ['code', 'state=s'],
  ] as const)('R22 refuses an answer to %s that is only %j', (responseType, encoded) => {
    expect(codeOf(encoded, { responseType })).toBe('token_missing');
  });

  it('R22 says which token is missing', () => {
    expect(failureOf('id_token=a').message).toContain('holds no access token');
    expect(failureOf('access_token=a&token_type=bearer').message).toContain('holds no id_token');
  });

  it.each([
    ['id_token', BOTH],
    ['id_token', 'id_token=a&code=b'],
    ['id_token token', `${BOTH}&code=b`],
    ['token', `${BOTH}&code=b`],
    ['code', 'code=b&id_token=a'],
    ['code', 'code=b&access_token=a&token_type=bearer'],
  ] as const)('R22 refuses an answer to %s with a token or code nobody asked for', (responseType, encoded) => {
    expect(codeOf(encoded, { responseType })).toBe('token_unrequested');
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('R23 accepts the token_type %s', (type) => {
    expect(validate(BOTH.replace('Bearer', type)).accessToken).toBeDefined();
  });

  it.each(['', '&token_type=', '&token_type=DPoP', '&token_type=mac', '&token_type=Bearer+'])(
    'R23 does not use an access token that comes with %j (RFC 6749 7.1)',
    (type) => {
      expect(codeOf(`access_token=a&id_token=b${type}`)).toBe('token_type_unsupported');
    },
  );

  it('R23 says whether the token_type is missing or another one', () => {
    expect(() => validate('access_token=a&id_token=b')).toThrow(/does not say of what type/);
    expect(() => validate('access_token=a&id_token=b&token_type=mac')).toThrow(/of another type than bearer/);
  });

  it('R23 needs no token_type for a lone id_token', () => {
    expect(validate('id_token=a&expires_in=x', { responseType: 'id_token' })).toEqual({
      idToken: 'a',
      scope: 'openid profile',
    });
  });

  it.each([
    ['&expires_in=3599', 3599],
    ['&expires_in=0060', 60],
    ['', 3600],
    ['&expires_in=', 3600],
    ['&expires_in=99999999999', 31_536_000],
    [`&expires_in=${'9'.repeat(400)}`, 31_536_000],
  ])('R24 reads %j as a lifetime (RFC 6749 A.14)', (encoded, seconds) => {
    expect(validate(BOTH.replace('&expires_in=600', encoded)).expiresInSeconds).toBe(seconds);
  });

  it.each(['abc', '-1', '1.5', '1e9', '3600abc', '0x10', ' 60', '60\n', '٦٠', '+60', 'Infinity'])(
    'R24 refuses expires_in=%j',
    (value) => {
      expect(codeOf(BOTH.replace('600', encodeURIComponent(value)))).toBe('expires_in_invalid');
    },
  );

  it.each(['0', '000'])('R24 takes expires_in=%s for expired', (value) => {
    expect(codeOf(BOTH.replace('600', value))).toBe('access_token_expired');
  });

  it('R25 exposes the scope that was granted, else the one requested (RFC 6749 4.2.2)', () => {
    expect(validate(`${BOTH}&scope=openid`).scope).toBe('openid');
    expect(validate(BOTH).scope).toBe('openid profile');
  });

  it('R26 ignores a refresh_token', () => {
    expect(JSON.stringify(validate(`${BOTH}&refresh_token=rt`))).not.toContain('rt');
  });

  it('R13 ignores parameters it does not know', () => {
    expect(validate(`${BOTH}&foo=bar&iat=1&token=t`)).toEqual(validate(BOTH));
  });

  it('R27 takes tokens of any size', () => {
    const token = 'x'.repeat(300_000);

    expect(validate(`access_token=${token}&token_type=Bearer&id_token=${token}`).accessToken).toBe(token);
  });

  it.each(['a b', 'a\r\nX-Evil: 1', 'ü', 'a\u0000'])(
    'refuses the access token %j, which no header can carry',
    (token) => {
      expect(codeOf(BOTH.replace(/at[^&]+/, encodeURIComponent(token)))).toBe('response_malformed');
    },
  );

  it('names no value when it refuses', () => {
    const responses = [
      'error=secret&error_description=secret',
      'error=secret&id_token=secret',
      'iss=secret',
      'code=secret',
      'access_token=secret',
      'access_token=secret&id_token=secret&token_type=secret',
      'access_token=secret&id_token=secret&token_type=bearer&expires_in=secret',
      'access_token=secret+&id_token=secret&token_type=bearer&scope=secret',
    ];

    expect(new Set(responses.map((response) => codeOf(response))).size).toBe(responses.length);
    for (const response of responses) expect(failureOf(response).message).not.toContain('secret');
  });
});
