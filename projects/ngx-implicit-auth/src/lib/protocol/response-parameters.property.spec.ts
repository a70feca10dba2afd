import fc from 'fast-check';
import { ANY_TEXT, CASES } from '../testing/cases';
import { AuthError, type AuthErrorCode } from './auth-error';
import { parseResponseParameters } from './response-parameters';

const DOCUMENTED = ['response_malformed', 'response_parameter_repeated', 'response_too_large'];
const KNOWN = [
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
];
const HOSTILE = ['', '__proto__', 'constructor', 'hasOwnProperty', 'toString', 'STATE', ' state', 'state[]', 'foo'];

const percentGarbage = fc
  .array(
    fc.oneof(
      fc.constantFrom('%', '%%', '%4', '%zz', '%FF', '%C3%BC', '%C3', '%ED%A0%80', '%F0%9F%99%82', '%00', '%u0041'),
      fc.constantFrom('&', '&&', '=', '==', '+', '#', '?', ';', ' ', '\n', '\ud800'),
      fc.constantFrom(...KNOWN, ...HOSTILE),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));
const name = fc.oneof(fc.constantFrom(...KNOWN), fc.constantFrom(...HOSTILE), ANY_TEXT);
const value = fc.oneof(fc.constant(''), ANY_TEXT, percentGarbage);
const parameterList = fc.oneof(
  fc.array(fc.tuple(name, value), { maxLength: 6 }),
  fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.constantFrom('', 'x')), { minLength: 95, maxLength: 105 }),
);

/** The parameters that are read from a response, or the code of the error that refuses it. */
function outcomeOf(encoded: string): AuthErrorCode | [string, string][] {
  try {
    return [...parseResponseParameters(encoded)];
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return error.code;
  }
}

describe('parseResponseParameters, for anything', () => {
  it.each([
    ['any text', ANY_TEXT],
    ['any garbage of percent signs', percentGarbage],
    ['any list of parameters', parameterList.map((list) => list.map((pair) => pair.join('=')).join('&'))],
  ])('R11 R12 A23 A24 yields texts that are not empty, or throws a documented AuthError, for %s', (_, encoded) => {
    fc.assert(
      fc.property(encoded, (text) => {
        const outcome = outcomeOf(text);
        if (typeof outcome === 'string') expect(DOCUMENTED).toContain(outcome);
        else expect(outcome.filter(([, item]) => typeof item !== 'string' || item === '')).toEqual([]);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      CASES,
    );
  });

  it('R11 R12 R13 R14 A23 reads whatever URLSearchParams writes as it was meant', () => {
    fc.assert(
      fc.property(parameterList, fc.constantFrom('', '#', '?'), (written, sign) => {
        const query = new URLSearchParams(written);
        const list = [...query];
        const isRepeated = KNOWN.some((known) => query.getAll(known).length > 1);
        const expected = list.length > 100 ? 'response_too_large' : isRepeated && 'response_parameter_repeated';

        const outcome = outcomeOf(`${sign}${query}`);

        if (expected || typeof outcome === 'string') expect(outcome).toBe(expected);
        else
          expect(new Map(outcome)).toEqual(
            new Map([...new Set(query.keys())].map((key) => [key, query.get(key)] as const).filter(([, text]) => text)),
          );
      }),
      CASES,
    );
  });
});
