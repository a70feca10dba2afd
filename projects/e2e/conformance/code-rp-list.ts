/** The tests of a public client that asks for codes, by the names and in the order of the OpenID Foundation's suite. */
export const CODE_RP_LIST = {
  'Basic RP': [
    'plain',
    'invalid-iss',
    'missing-sub',
    'invalid-aud',
    'missing-iat',
    'kid-absent-single-jwks',
    'kid-absent-multiple-jwks',
    'idtoken-sig-rs256',
    'idtoken-sig-none',
    'invalid-sig-rs256',
    'userinfo-invalid-sub',
    'nonce-invalid',
    'scope-userinfo-claims',
  ],
  'Config RP': [
    'discovery-openid-config',
    'discovery-jwks-uri-keys',
    'discovery-issuer-mismatch',
    'idtoken-sig-none',
    'signing-key-rotation',
    'signing-key-rotation-just-before-signing',
  ],
  'Refresh token RP': ['refresh-token', 'refresh-token-invalid-issuer', 'refresh-token-invalid-sub'],
  'FAPI 2.0 Security Profile RP': [
    'happy-path',
    'happy-path-no-dpop-nonce',
    'discovery-issuer-mismatch',
    'invalid-iss',
    'invalid-aud',
    'invalid-secondary-aud',
    'invalid-null-alg',
    'invalid-alternate-alg',
    'invalid-expired-exp',
    'invalid-missing-exp',
    'invalid-missing-aud',
    'invalid-missing-iss',
    'valid-aud-as-array',
    'invalid-nonce',
    'invalid-missing-nonce',
    'invalid-authorization-response-iss',
    'remove-authorization-response-iss',
    'ensure-authorization-response-with-invalid-state-fails',
    'ensure-authorization-response-with-invalid-missing-state-fails',
    'token-endpoint-response-without-expires_in',
    'token-type-case-insensitivity',
    'rs-dpop-auth-scheme-case-insensitivity',
  ],
} as const;

export type CodeSection = keyof typeof CODE_RP_LIST;

/** Something for each name of a section: one that is missing does not compile. */
export type ForEachName<Section extends CodeSection, Value> = Readonly<
  Record<(typeof CODE_RP_LIST)[Section][number], Value>
>;
