import { AuthError } from '../protocol/auth-error';
import { saidByServer } from '../protocol/authorization-response';
import { demand } from '../protocol/demand';
import { fetchText, type Fetch } from '../protocol/fetch-json';
import type { ResponseParameters } from '../protocol/response-parameters';

/** What is exchanged for tokens, with its parameters. */
export interface TokenRequest {
  readonly clientId: string;
  readonly grantType: 'authorization_code' | 'refresh_token';
  /** The parameters of the grant, such as `code`; those that are `undefined` are left out. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/**
 * Has the token endpoint issue tokens to a public client, within 10 seconds.
 *
 * The request is sent once: what it exchanges may be worth nothing afterwards, whatever becomes of the answer.
 *
 * @returns the members of the answer, as if they had come as the parameters of an authorization response
 * @throws AuthError `token_request_refused`, `metadata_invalid` for a URL that is not secure, `server_unreachable`,
 * `cors_blocked`, `server_answer_invalid`
 * @see RFC 6749, sections 4.1.3, 5 and 6
 * @example
 * ```ts
 * const parameters = { code, redirect_uri: 'https://app.example.com/auth/callback', code_verifier: codeVerifier };
 * const tokens = await requestTokens(
 *   'https://id.example.com/token',
 *   { clientId: 'timesheets-spa', grantType: 'authorization_code', parameters },
 *   fetch,
 * );
 * ```
 */
export async function requestTokens(
  tokenEndpoint: string,
  { clientId, grantType, parameters }: TokenRequest,
  fetch: Fetch,
): Promise<ResponseParameters> {
  const body = new URLSearchParams({ grant_type: grantType, client_id: clientId });
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value);
  const { name, status, text } = await fetchText(tokenEndpoint, fetch, {
    method: 'POST',
    body,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    // A code or a refresh token is for this endpoint, not for one that it redirects to.
    redirect: 'error',
  });
  const members = membersOf(text);
  if (status >= 400 && status < 500) throw refused(name, status, members);
  demand(
    status === 200 && members.size,
    'server_answer_invalid',
    `${name} answered with status ${status} and no tokens in JSON. Check that it is the token endpoint, and that it works.`,
  );
  return members;
}

/** The texts of a JSON object, and its numbers as texts; none where it is something else. */
function membersOf(text: string): ResponseParameters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Without the parser's own error, which quotes the tokens.
  }
  const members = typeof json === 'object' && !Array.isArray(json) ? Object.entries({ ...json }) : [];
  return new Map(
    members.flatMap(([name, value]: [string, unknown]) => {
      const member = name === 'expires_in' && typeof value === 'number' ? `${value}` : value;
      return typeof member === 'string' && member ? [[name, member] as const] : [];
    }),
  );
}

function refused(name: string, status: number, members: ResponseParameters): AuthError {
  const error = members.get('error');
  return new AuthError(
    'token_request_refused',
    `${name} refused to issue tokens (status ${status}). Sign in again. If that does not help, check that the server takes ` +
      'this client for a public one, without a secret, and knows its redirect URI.',
    error ? { server: saidByServer(error, members) } : {},
  );
}
