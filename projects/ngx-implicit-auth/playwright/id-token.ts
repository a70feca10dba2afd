import { base64url } from 'jose';
import { signed } from './signing-keys.ts';
import type { Grant, ServerState } from './server-state.ts';

/** Makes an id_token, bound to the access token that comes with it. */
export async function issueIdToken(state: ServerState, grant: Grant, accessToken: string | null): Promise<string> {
  const { person, authTime, nonce, acr } = grant;
  const { issuer, clientId, expiresIn } = state.settings;
  const now = state.now();
  return signed(
    {
      ...(acr === null ? {} : { acr }),
      ...person,
      ...{ iss: issuer, aud: clientId, iat: now, exp: now + expiresIn, auth_time: authTime },
      ...(nonce === null ? {} : { nonce }),
      ...(accessToken === null ? {} : { at_hash: await leftHalfOfHash(accessToken) }),
    },
    state.key,
  );
}

/** @see OpenID Connect Core 1.0, section 3.1.3.6 */
async function leftHalfOfHash(token: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  return base64url.encode(hash.slice(0, hash.length / 2));
}
