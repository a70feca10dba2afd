import type { IncomingMessage, ServerResponse } from 'node:http';
import { OAuthException, OAuthRequest, type OAuthClient } from '@jmondi/oauth2-server';
import { APP_UNKNOWN, REDIRECT_URI_UNKNOWN, REQUEST_WRONG } from '../pages/error-explanations.ts';
import { interact, type Visit } from './interaction.ts';
import type { AnswerParameters, OAuthServer } from './oauth-server.ts';
import { readForm, sendErrorPage } from './page-context.ts';

/** Serves the authorization endpoint: a page, or the way back to the app with an answer. */
export async function authorize(
  server: OAuthServer,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { apps } = server.settings;
  const parameters = url.searchParams;
  const client = server.clients.find(parameters.get('client_id') ?? '');
  if (!client) return sendErrorPage(response, 400, APP_UNKNOWN, apps[0]);
  const redirectUri = parameters.get('redirect_uri') ?? client.redirectUris[0] ?? '';
  // The package ignores the port, and so would send a token to any other program on this machine.
  if (!client.redirectUris.includes(redirectUri)) return sendErrorPage(response, 400, REDIRECT_URI_UNKNOWN, apps[0]);
  if (![undefined, server.url].includes(request.headers.origin)) {
    return sendErrorPage(response, 403, REQUEST_WRONG, apps[0]);
  }

  const state = (server.settings.echoesState && parameters.get('state')) || undefined;
  const responseMode = parameters.get('response_type') === 'code' ? 'query' : server.personality.responseMode;
  try {
    const answer = await answerTo(server, client, { request, response, url });
    if (answer) sendToApp(response, redirectUri, responseMode, { ...answer, state });
  } catch (error) {
    if (!(error instanceof OAuthException)) throw error;
    const { errorType, message } = error;
    sendToApp(response, redirectUri, responseMode, { error: errorType, error_description: message, state });
  }
}

/** @returns nothing when the person was sent a page. */
async function answerTo(
  server: OAuthServer,
  client: OAuthClient,
  { request, response, url }: Omit<Visit, 'form'>,
): Promise<AnswerParameters | undefined> {
  const parameters = url.searchParams;
  const responseType = parameters.get('response_type')?.split(' ').sort().join(' ') ?? '';
  if (!server.personality.responseTypes.includes(responseType)) return { error: 'unsupported_response_type' };

  // The package's implicit grant knows `token` alone; the personality adds what else was asked for.
  const grant = responseType === 'code' ? 'code' : 'token';
  const scope = parameters.get('scope') ?? client.scopes.map(({ name }) => name).join(' ');
  const query = { ...Object.fromEntries(parameters), scope, response_type: grant };
  const authorization = await server.oauth.validateAuthorizationRequest(new OAuthRequest({ query }));
  const form = request.method === 'POST' ? await readForm(request) : undefined;
  const person = await interact(server, authorization, { request, response, url, form });
  if (!person) return undefined;
  // The package says so of the implicit grant alone.
  if (!authorization.isAuthorizationApproved) throw OAuthException.accessDenied();

  const { headers } = await server.oauth.completeAuthorizationRequest(authorization);
  const { hash, search } = new URL(String(headers['location']));
  const standard = Object.fromEntries(new URLSearchParams(hash.slice(1) || search));
  if (grant === 'code') return { code: standard['code'] };
  // The answer names the granted scope where it is narrower than the requested one (RFC 6749, section 4.2.2).
  const granted = authorization.scopes.map(({ name }) => name).join(' ');
  const isNarrower = granted.split(' ').length < new Set(scope.split(' ')).size;
  return server.personality.answer(
    { ...standard, ...(isNarrower && { scope: granted }) },
    { url: server.url, person, parameters, responseType },
  );
}

function sendToApp(
  response: ServerResponse,
  redirectUri: string,
  responseMode: 'fragment' | 'query',
  answer: AnswerParameters,
): void {
  const url = new URL(redirectUri);
  const sent = Object.entries(answer).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(sent);
  url[responseMode === 'fragment' ? 'hash' : 'search'] = text.toString();
  response.writeHead(303, { Location: url.href }).end();
}
