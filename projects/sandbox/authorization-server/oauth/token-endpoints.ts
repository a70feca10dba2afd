import type { IncomingMessage, ServerResponse } from 'node:http';
import { OAuthException, OAuthRequest, type ResponseInterface } from '@jmondi/oauth2-server';
import { invalidToken, tokenInRequest } from '../../api/token-in-request.ts';
import { Problem, sendProblem } from '../../api/problem.ts';
import { claimsOf } from '../people/accounts.ts';
import type { OAuthServer } from './oauth-server.ts';
import { readForm } from './page-context.ts';

/**
 * Exchanges a code or a refresh token of the app's for tokens.
 *
 * @see RFC 6749, sections 4.1.3 and 6
 */
export async function exchange(
  { oauth }: OAuthServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await answerWith(request, response, (asked) => {
    // The package would issue tokens to the app itself as well.
    const isKnown = ['authorization_code', 'refresh_token'].includes(String(asked.body['grant_type']));
    if (!isKnown) throw OAuthException.unsupportedGrantType();
    return oauth.respondToAccessTokenRequest(asked);
  });
}

/**
 * Revokes a token of the app's, and what came along with it.
 *
 * @see RFC 7009, section 2
 */
export async function revoke(
  { oauth }: OAuthServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await answerWith(request, response, (asked) => oauth.revoke(asked));
}

/**
 * Tells an API about a token.
 *
 * @see RFC 7662, section 2
 */
export async function introspect(
  { oauth }: OAuthServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await answerWith(request, response, (asked) => oauth.introspect(asked));
}

async function answerWith(
  request: IncomingMessage,
  response: ServerResponse,
  respond: (asked: OAuthRequest) => Promise<ResponseInterface>,
): Promise<void> {
  const body = Object.fromEntries((await readForm(request)) ?? []);
  try {
    const answer = await respond(new OAuthRequest({ headers: request.headers, body }));
    sendJson(response, answer.status, answer.body);
  } catch (error) {
    if (!(error instanceof OAuthException)) throw error;
    sendJson(response, error.status, { error: error.errorType, error_description: error.message });
  }
}

/** Tells the app who has signed in, for an access token. */
export function tellUserInfo(
  { settings, tokens }: OAuthServer,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  try {
    const token = tokens.find(tokenInRequest(request, url).token);
    const person = settings.accounts.find(String(token?.user?.id));
    if (!person) throw invalidToken('The access token is not valid here.');
    sendJson(response, 200, claimsOf(person));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    sendProblem(response, error);
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
