import { demand } from '../protocol/demand';
import type { Fetch } from '../protocol/fetch-json';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { ServerMetadata } from '../protocol/server-metadata';
import { requestTokens } from './token-request';

/** What redeems the code of one authorization request. It waits in the record of that request alone. */
export interface CodeExchange {
  /** Whose hash was sent as `code_challenge`. */
  readonly codeVerifier: string;
  /** Where the code was to be sent, exactly as it stood in the request. */
  readonly redirectUri: string;
}

/** The record of a request that a code answers. */
interface Redeemable {
  readonly exchange?: CodeExchange;
  readonly server: ServerMetadata;
}

/**
 * Redeems a code for tokens, once.
 *
 * @returns the parameters of the answer, which hold an access token
 * @throws AuthError `state_unknown`, and the codes of `requestTokens`
 * @see RFC 6749, section 4.1.3; RFC 7636, section 4.5
 */
export async function redeemCode(
  code: string,
  { exchange, server: { tokenEndpoint = '' } }: Redeemable,
  clientId: string,
  fetch: Fetch,
): Promise<ResponseParameters> {
  demand(exchange, 'state_unknown', 'The response has a code, and its sign-in asked for none. Sign in again.');
  const parameters = { code, redirect_uri: exchange.redirectUri, code_verifier: exchange.codeVerifier };
  return requestTokens(tokenEndpoint, { clientId, grantType: 'authorization_code', parameters }, fetch);
}
