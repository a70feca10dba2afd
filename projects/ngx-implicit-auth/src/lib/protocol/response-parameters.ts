import { demand } from './demand';

/** The parameters of an authorization response, decoded, without the empty ones. */
export type ResponseParameters = ReadonlyMap<string, string>;

// Browsers cannot handle a longer address, and no server sends even a tenth of this many parameters.
const MAX_CHARACTERS = 2 ** 20;
const MAX_PARAMETERS = 100;

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

/** These decide nothing. They are only shown, or it only matters that they are there. */
const NOT_DECIDING = ['error_description', 'error_uri', 'code', 'refresh_token'];

/**
 * Decodes the fragment (or query) of an authorization response, with or without its leading `#` (or `?`).
 *
 * What decides about a sign-in has to be there once and well encoded. Where the encoding is broken elsewhere,
 * the text is taken as it came.
 *
 * @param own - names that this server uses in place of the specification's
 * @throws AuthError `response_malformed`, `response_parameter_repeated`, `response_too_large`
 * @see RFC 6749, sections 3.1, 4.2.2 and appendix B
 */
export function parseResponseParameters(encoded: string, own: readonly string[] = []): ResponseParameters {
  const pairs = encoded.length > MAX_CHARACTERS ? [] : encoded.replace(/^[#?]/, '').split('&', MAX_PARAMETERS + 1);
  demand(
    pairs.length && pairs.length <= MAX_PARAMETERS,
    'response_too_large',
    'The response is too large to be real. Sign in again.',
  );

  const known = [...KNOWN, ...own];
  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    const [encodedName = '', ...rest] = pair.split('=');
    const encodedValue = rest.join('=');
    const name = decoded(encodedName) ?? encodedName;
    const value = decoded(encodedValue);
    const isKnown = known.includes(name);
    const repeated = parameters.has(name);
    demand(
      !repeated || !isKnown,
      'response_parameter_repeated',
      `The response holds ${name} twice. Have the server send it once.`,
    );
    demand(
      value !== null || !isKnown || NOT_DECIDING.includes(name),
      'response_malformed',
      `In the response, ${name} is not properly percent-encoded. Have the server encode it.`,
    );
    if (!repeated) parameters.set(name, value ?? encodedValue);
  }
  for (const [name, value] of parameters) if (!value) parameters.delete(name);
  return parameters;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
