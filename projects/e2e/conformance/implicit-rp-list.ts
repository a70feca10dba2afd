/** The tests of a relying party in the implicit flow, by the names and in the order of the OpenID Foundation's list. */
export const IMPLICIT_RP_LIST = {
  'Implicit RP': [
    'happy path',
    'issuer mismatch',
    'missing sub',
    'invalid aud',
    'missing iat',
    'kid absent, one key',
    'kid absent, several keys',
    'RS256',
    'bad RS256 signature',
    'nonce in the request',
    'wrong nonce',
    'scope profile/email/address/phone claims',
    'wrong at_hash',
    'missing at_hash',
    'userinfo with another sub',
  ],
  'Config RP': [
    'metadata is used',
    'jwks_uri is taken from it',
    'issuer mismatch in it',
    'keys rotated between two sign-ins',
    'keys rotated just before signing',
    'alg: none',
  ],
  'Beyond the list': [
    'missing aud',
    'ES256',
    'bad ES256 signature',
    'unknown kid',
    'a hundred unknown kids',
    'signed userinfo',
    'bad signature of userinfo',
    'alg: none of userinfo',
    'userinfo for another client',
    'logout',
    'logout with other state',
    'logout with none',
  ],
} as const;

export type ListedName = (typeof IMPLICIT_RP_LIST)[keyof typeof IMPLICIT_RP_LIST][number];
