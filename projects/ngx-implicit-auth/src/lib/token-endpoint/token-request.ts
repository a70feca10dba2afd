import { demand } from '../protocol/demand';
import type { Fetch } from '../protocol/fetch-json';
import type { ResponseParameters } from '../protocol/response-parameters';
import { postForm, type PostedForm } from './post-form';

const TOKEN_REQUEST: PostedForm = {
  success: 200,
  refused: 'token_request_refused',
  refusal:
    'refused to issue tokens. Sign in again; if that does not help, check that the server takes this client for a public ' +
    'one, without a secret, and knows its redirect URI',
};

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
 * @returns the members of the answer, which hold an access token, as if they had come as the parameters of an
 * authorization response
 * @throws AuthError `token_request_refused`, `token_missing`, `metadata_invalid` for a URL that is not secure,
 * `server_unreachable`, `cors_blocked`, `server_answer_invalid`
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
  const issued = await postForm(tokenEndpoint, body, TOKEN_REQUEST, fetch);
  demand(
    issued.has('access_token'),
    'token_missing',
    `${tokenEndpoint.replace(/[?#].*/s, '')} answered without an access token. Check the client's grant types at the server.`,
  );
  return issued;
}
