import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import { parseResponseParameters } from './response-parameters';

const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });
const parse = (encoded: string) => Object.fromEntries(parseResponseParameters(encoded));

describe('parseResponseParameters', () => {
  it('reads a response with or without its leading sign', () => {
    const expected = { access_token: 'at', state: 's' };

    expect(parse('access_token=at&state=s')).toEqual(expected);
    expect(parse('#access_token=at&state=s')).toEqual(expected);
    expect(parse('?access_token=at&state=s')).toEqual(expected);
    expect(parse('')).toEqual({});
    expect(parse('state=#s&iss=?i')).toEqual({ state: '#s', iss: '?i' });
  });

  it('R11 takes + and %20 for a space and %2B for a plus (RFC 6749 B)', () => {
    expect(parse('scope=a+b%20c%2Bd&st%61te=%C3%BC')).toEqual({ scope: 'a b c+d', state: 'ü' });
  });

  it('R11 keeps the equals signs of a value', () => {
    expect(parse('session_state=aGk%3D.a/b==&access_token=x=y=')).toEqual({
      session_state: 'aGk=.a/b==',
      access_token: 'x=y=',
    });
  });

  it.each(['%', '%4', '%zz', '%FF', '%ED%A0%80', 'a%20%'])(
    'R11 refuses what decides about a sign-in when it is malformed, as %j is',
    (value) => {
      for (const name of ['state', 'access_token', 'id_token', 'iss', 'error', 'scope', 'expires_in', 'token_type'])
        expect(() => parseResponseParameters(`${name}=${value}`)).toThrow(refusal('response_malformed'));
      expect(() => parseResponseParameters(`token=${value}`, ['token'])).toThrow(refusal('response_malformed'));
    },
  );

  it('R11 R13 takes an unknown parameter that is malformed as it came', () => {
    expect(parse('state=ok&section=100%&%=x&%FF')).toEqual({ state: 'ok', section: '100%', '%': 'x' });
  });

  it.each(['error_description', 'error_uri', 'code', 'refresh_token'])(
    'R11 takes a malformed %s as it came, because the rest decides',
    (name) => {
      expect(parse(`error=access_denied&${name}=100%+sure=%20&state=s`)).toEqual({
        error: 'access_denied',
        [name]: '100%+sure=%20',
        state: 's',
      });
    },
  );

  it.each([
    'access_token',
    'token_type',
    'expires_in',
    'scope',
    'state',
    'id_token',
    'iss',
    'code',
    'error',
    'error_description',
    'error_uri',
    'session_state',
    'refresh_token',
  ])('R12 refuses %s given twice, equal or empty as it may be (RFC 6749 3.1)', (name) => {
    for (const encoded of [`${name}=a&x=1&${name}=b`, `${name}=a&${name}=a`, `${name}=&${name}=a`, `${name}=a&${name}`])
      expect(() => parseResponseParameters(encoded)).toThrow(refusal('response_parameter_repeated'));
  });

  it("R12 refuses a parameter given twice that has the server's own name", () => {
    expect(() => parseResponseParameters('token=a&token=b', ['token'])).toThrow(refusal('response_parameter_repeated'));
    expect(parseResponseParameters('token=a', ['token']).get('token')).toBe('a');
  });

  it('R12 sees through an encoded name', () => {
    expect(() => parseResponseParameters('state=a&st%61te=b')).toThrow(refusal('response_parameter_repeated'));
  });

  it('R13 does not mind unknown parameters, given twice even (RFC 6749 4.2.2)', () => {
    expect(parse('foo=1&state=s&foo=2&bar')).toEqual({ foo: '1', state: 's' });
  });

  it('R14 takes an empty value for an absent one', () => {
    const parameters = parseResponseParameters('error=&access_token&=&&state=s&scope=+');

    expect([...parameters]).toEqual([
      ['state', 's'],
      ['scope', ' '],
    ]);
  });

  it('R27 takes a token of half a million characters', () => {
    const token = 'a'.repeat(500_000);

    expect(parseResponseParameters(`access_token=${token}&state=s`).get('access_token')).toBe(token);
  });

  it('A23 refuses a fragment of 10 MB before it looks into it', () => {
    expect(() => parseResponseParameters(`state=%&access_token=${'a'.repeat(10_000_000)}`)).toThrow(
      refusal('response_too_large'),
    );
  });

  it('R27 A23 takes a million characters and not one more', () => {
    const response = (characters: number) => `state=${'s'.repeat(characters - 6)}`;

    expect(parse(response(2 ** 20))['state']).toHaveLength(2 ** 20 - 6);
    expect(() => parseResponseParameters(response(2 ** 20 + 1))).toThrow(refusal('response_too_large'));
  });

  it.each(['a=1&', '&', 'state=s&'])('A23 refuses a flood of %j', (pair) => {
    expect(() => parseResponseParameters(pair.repeat(100_000))).toThrow(refusal('response_too_large'));
  });

  it('A23 takes a hundred parameters and not one more', () => {
    const pairs = Array.from({ length: 100 }, (_, index) => `p${index}=1`);

    expect(parseResponseParameters(pairs.join('&')).size).toBe(100);
    expect(() => parseResponseParameters([...pairs, 'p100=1'].join('&'))).toThrow(refusal('response_too_large'));
  });

  it('A24 takes __proto__, constructor and hasOwnProperty for names like any other', () => {
    const parameters = parseResponseParameters('__proto__=a&constructor=b&hasOwnProperty=c&__proto__=d');

    expect(parameters.get('__proto__')).toBe('a');
    expect(parameters.get('constructor')).toBe('b');
    expect(parameters.get('hasOwnProperty')).toBe('c');
    expect(parameters.get('toString')).toBeUndefined();
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it.each(['state=secret&state=secret', 'state=secret%'])('names no value when it refuses %j', (encoded) => {
    expect(() => parseResponseParameters(encoded)).toThrow(/^(?!.*secret)/s);
  });
});
