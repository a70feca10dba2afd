import { base64url } from 'jose';
import type { Answer, Keys } from '../behaviour.ts';
import { claimsFor, SUBJECT } from '../person.ts';
import { RSA_KEY, signToken } from '../signing-keys.ts';
import { scopeOf, type Grant } from './grant.ts';

/** Issues the tokens of grants. */
export type TokenIssuer = ReturnType<typeof tokenIssuer>;

const LIFETIME_SECONDS = 600;

export function tokenIssuer(issuer: string, answer: Answer) {
  const grants = new Map<string, Grant>();
  const keys = (): Keys => answer('keys', { signing: RSA_KEY, published: [RSA_KEY] });
  const lifetimeSeconds = () => answer('lifetimeSeconds', LIFETIME_SECONDS);

  return {
    keys,
    lifetimeSeconds,

    accessToken: (grant: Grant): string => {
      const accessToken = answer('accessToken', `at-${crypto.randomUUID()}`);
      grants.set(accessToken, grant);
      return accessToken;
    },
    /** The grant that an access token stands for, while it is good. */
    grantOf: (accessToken: string): Grant | null => {
      const grant = grants.get(accessToken);
      return grant && !grant.isRevoked ? grant : null;
    },
    /** @param nonce that of the request, or `null` at a refresh (OpenID Connect Core 1.0, section 12.2) */
    idToken: async (grant: Grant, accessToken: string | null, nonce: string | null): Promise<string> => {
      const { signing } = keys();
      const now = Math.floor(Date.now() / 1000);
      const claims = answer('claims', {
        iss: issuer,
        sub: SUBJECT,
        aud: grant.request.get('client_id'),
        ...(nonce !== null && { nonce }),
        iat: now,
        exp: now + lifetimeSeconds(),
        // With an access token, the userinfo endpoint tells the rest (Core 5.4).
        ...(accessToken ? { at_hash: await accessTokenHash(accessToken, signing.alg) } : claimsFor(scopeOf(grant))),
      });
      const header = answer('header', { alg: signing.alg, kid: signing.kid });
      return answer('idToken', await signToken(header, claims, signing));
    },
  };
}

/** The `at_hash` beside a signature of this algorithm. */
async function accessTokenHash(accessToken: string, alg: string): Promise<string> {
  const bits = /512|EdDSA/.test(alg) ? 512 : 256;
  const digest = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(accessToken));
  return base64url.encode(new Uint8Array(digest, 0, bits / 16));
}
