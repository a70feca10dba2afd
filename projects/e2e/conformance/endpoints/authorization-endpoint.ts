import type { Answer } from '../behaviour.ts';
import type { Endpoint } from './endpoint.ts';
import type { Grant } from './grant.ts';
import type { PushedRequests } from './pushed-requests.ts';
import { html, redirect } from './replies.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** What the endpoint works with. */
interface Behind {
  readonly issue: TokenIssuer;
  readonly tokens: TokenEndpoint;
  readonly pushed: PushedRequests;
}

/** The person's session at the server. */
export const SESSION_STATE = 'a-session';

/**
 * Nobody has to log in: an authorization request is answered at once.
 *
 * @see RFC 6749, sections 4.1.2 and 4.2.2; RFC 7636, section 4.4; RFC 9126, section 4; RFC 9207
 */
export function authorizationEndpoint(issuer: string, answer: Answer, { issue, tokens, pushed }: Behind): Endpoint {
  return async ({ query }) => {
    const isPushed = query.has('request_uri') || answer('mustPush', false);
    const request = isPushed ? pushed.take(query) : query;
    const wanted = request?.get('response_type')?.split(' ') ?? [];
    const isForCode = wanted.includes('code');
    if (!request || (isForCode && request.get('code_challenge_method') !== 'S256')) {
      return answer('authorization', html('<!doctype html><title>Error</title>This request is not taken.', 400));
    }

    const grant: Grant = { request, isRevoked: false };
    const accessToken = wanted.includes('token') ? issue.accessToken(grant) : null;
    const response = answer('response', {
      ...(isForCode && { code: tokens.codeFor(grant) }),
      ...(accessToken && { access_token: accessToken, token_type: 'Bearer', expires_in: `${issue.lifetimeSeconds()}` }),
      ...(wanted.includes('id_token') && { id_token: await issue.idToken(grant, accessToken, request.get('nonce')) }),
      state: request.get('state') ?? '',
      session_state: answer('sessionState', SESSION_STATE),
    });
    const iss = answer('responseIssuer', issuer);
    const parameters = new URLSearchParams(response);
    if (iss !== null && !parameters.has('iss')) parameters.set('iss', iss);
    const redirectUri = request.get('redirect_uri') ?? '';
    const isInQuery = isForCode && request.get('response_mode') !== 'fragment';
    const separator = !isInQuery ? '#' : redirectUri.includes('?') ? '&' : '?';
    return answer('authorization', redirect(`${redirectUri}${separator}${parameters}`));
  };
}
