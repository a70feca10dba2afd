import { AuthError } from './auth-error';
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

/**
 * Decodes the fragment (or query) of an authorization response, with or without its leading `#` (or `?`).
 * @throws AuthError `response_malformed`, `response_parameter_repeated`, `response_too_large`
 * @see RFC 6749, sections 3.1, 4.2.2 and appendix B
 */
export function parseResponseParameters(encoded: string): ResponseParameters {
  const pairs = encoded.length > MAX_CHARACTERS ? [] : encoded.replace(/^[#?]/, '').split('&', MAX_PARAMETERS + 1);
  demand(
    pairs.length && pairs.length <= MAX_PARAMETERS,
    'response_too_large',
    'The response is too large to be real. Sign in again.',
  );

  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    const [name = '', ...value] = pair.split('=').map(decode);
    const repeated = parameters.has(name);
    demand(
      !repeated || !KNOWN.includes(name),
      'response_parameter_repeated',
      `The response holds ${name} twice. Sign in again.`,
    );
    if (!repeated) parameters.set(name, value.join('='));
  }
  for (const [name, value] of parameters) if (!value) parameters.delete(name);
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new AuthError('response_malformed', 'The response is not properly percent-encoded. Sign in again.');
  }
}
