// Through jose's index, `base64url` would come with all that nobody uses.
import * as base64url from 'jose/base64url';
import { demand } from '../protocol/demand';

/** The header of a JWT, or its claims. */
export type Json = Readonly<Record<string, unknown>>;

const MAX_CHARACTERS = 2 ** 20;
const MAX_KID_CHARACTERS = 1024;

// Canonical form only: with stray bits in its last character, the same signature would have a second spelling.
const BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The header and the claims of a signed JWT; nothing is verified.
 * @throws AuthError `id_token_encrypted`, `id_token_malformed`, `id_token_extension_refused`, `id_token_type_refused`
 * @see RFC 7515, sections 4.1 and 7.1; RFC 8725, section 3.11
 */
export function decodeJwt(jwt: string): [header: Json, claims: Json] {
  const parts = jwt.length > MAX_CHARACTERS ? [] : jwt.split('.', 6);
  demand(
    parts.length !== 5,
    'id_token_encrypted',
    'Encrypted id_tokens are not supported. Have the server sign them without encryption.',
  );
  demand(
    parts.length === 3 && parts.every((part) => BASE64URL.test(part)),
    'id_token_malformed',
    'The id_token is not a signed JWT. Sign in again.',
  );
  const [header, claims] = parts.slice(0, 2).map(decodeJson) as [Json, Json];
  const { kid, typ } = header;
  demand(
    !('crit' in header),
    'id_token_extension_refused',
    'The id_token demands an extension (crit). Have the server sign it without.',
  );
  demand(
    typ === undefined || (typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ)),
    'id_token_type_refused',
    'What came in place of the id_token is a token of another type (typ), such as an access token or a logout token. ' +
      'Have the server send an id_token, with the typ JWT or none.',
  );
  demand(
    kid === undefined || (typeof kid === 'string' && kid.length <= MAX_KID_CHARACTERS),
    'id_token_malformed',
    'The kid of the id_token is not a short text. Have the server send a proper one.',
  );
  return [header, claims];
}

function decodeJson(part: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(base64url.decode(part)));
  } catch {
    // Refused below, without the parser's own error, which quotes the token.
  }
  demand(
    json && typeof json === 'object' && !Array.isArray(json),
    'id_token_malformed',
    'The id_token is not made of JSON objects. Sign in again.',
  );
  return { __proto__: null, ...json };
}
