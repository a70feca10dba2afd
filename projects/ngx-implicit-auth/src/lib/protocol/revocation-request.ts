import { fetchAnswer, timeLimit, type Fetch } from './fetch-json';

/** Less than for a document, because a person is waiting to be signed out. */
const TIMEOUT_MS = 5_000;

/** Which token is revoked, and for whom it was issued. */
export interface RevocationRequest {
  readonly clientId: string;
  readonly token: string;
  readonly type: 'access_token' | 'refresh_token';
}

/**
 * Revokes a token, within 5 seconds. The request needs no CORS preflight, and outlives the page that makes it.
 *
 * @throws AuthError `metadata_invalid` for a URL that is not secure, `server_unreachable`, `cors_blocked`,
 * `server_answer_invalid`
 * @see RFC 7009, section 2
 * @example
 * ```ts
 * await revokeToken(
 *   'https://id.example.com/revoke',
 *   { clientId: 'timesheets-spa', token: accessToken, type: 'access_token' },
 *   fetch,
 * );
 * ```
 */
export async function revokeToken(
  revocationEndpoint: string,
  { clientId, token, type }: RevocationRequest,
  fetch: Fetch,
): Promise<void> {
  await fetchAnswer(
    revocationEndpoint,
    fetch,
    {
      method: 'POST',
      body: new URLSearchParams({ token, token_type_hint: type, client_id: clientId }),
      keepalive: true,
      referrerPolicy: 'no-referrer',
      // The token is for this endpoint, not for one that it redirects to.
      redirect: 'error',
      signal: timeLimit(TIMEOUT_MS),
    },
    `The ${type.replace('_', ' ')} is good until it expires. Check that the server revokes tokens of this kind (JWTs often ` +
      'cannot be) for this client.',
  );
}
