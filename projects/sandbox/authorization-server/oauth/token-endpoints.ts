import type { IncomingMessage, ServerResponse } from 'node:http';
import { OAuthException, OAuthRequest } from '@jmondi/oauth2-server';
import { invalidToken, tokenInRequest } from '../../api/token-in-request.ts';
import { Problem, sendProblem } from '../../api/problem.ts';
import { claimsOf } from '../people/accounts.ts';
import type { OAuthServer } from './oauth-server.ts';
import { readForm } from './page-context.ts';

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
  const body = Object.fromEntries((await readForm(request)) ?? []);
  try {
    const answer = await oauth.introspect(new OAuthRequest({ headers: request.headers, body }));
    sendJson(response, answer.status, answer.body);
  } catch (error) {
    if (!(error instanceof OAuthException)) throw error;
    sendJson(response, error.status, { error: error.errorType });
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
