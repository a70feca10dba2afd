import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthorizationServer as ImplicitServer } from '@jmondi/oauth2-server';
import { allowOrigins } from '../../api/cors.ts';
import { listenOnLoopback } from '../../loopback-server.ts';
import type { AuthorizationServer, ServerSettings } from '../authorization-server.ts';
import { PAGE_UNKNOWN, SERVER_FAULT } from '../pages/error-explanations.ts';
import { securityHeaders } from '../pages/security-headers.ts';
import { authorize } from './authorization-endpoint.ts';
import type { OAuthPersonality, OAuthServer } from './oauth-server.ts';
import { sendErrorPage } from './page-context.ts';
import { grantableScopes, registeredClients } from './repositories.ts';
import { createSessions } from './sessions.ts';
import { introspect, tellUserInfo } from './token-endpoints.ts';
import { createTokenStore, opaqueTokens } from './token-store.ts';

const INTROSPECTION_PATH = '/oauth2/introspect';

/**
 * Starts a plain OAuth 2.0 server on @jmondi/oauth2-server: the implicit grant, access tokens that say nothing, and no
 * discovery document.
 *
 * @throws PortTakenError
 */
export async function startOAuthServer(
  settings: ServerSettings,
  personality: OAuthPersonality,
): Promise<AuthorizationServer> {
  const { accounts, accessTokenSeconds, apps, port } = settings;
  const api = { clientId: 'timesheets-api', clientSecret: randomBytes(32).toString('base64url') };
  const clients = registeredClients(apps, api);
  const scopes = grantableScopes(accounts);
  const tokens = createTokenStore(accessTokenSeconds);
  const oauth = new ImplicitServer(clients, tokens, scopes, opaqueTokens(tokens, accounts), {
    implicitRedirectMode: personality.responseMode,
  });
  oauth.enableGrantType('implicit');

  const server = await listenOnLoopback(port, (url) => {
    const sessions = createSessions(url);
    const known: OAuthServer = { url, settings, personality, oauth, clients, scopes, tokens, sessions };
    return async (request, response) => {
      try {
        await serve(known, request, response);
      } catch (error) {
        console.error(error);
        sendErrorPage(response, 500, SERVER_FAULT, apps[0]);
      }
    };
  });
  return { ...server, accessTokens: { introspection: { endpoint: `${server.url}${INTROSPECTION_PATH}`, ...api } } };
}

async function serve(server: OAuthServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { personality, settings } = server;
  const url = URL.parse(request.url ?? '', server.url);
  const document = personality.documents?.[url?.pathname ?? ''];
  for (const [name, value] of Object.entries(securityHeaders(settings.apps))) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');

  if (url?.pathname === personality.authorizationPath) return authorize(server, request, response, url);
  if (url?.pathname === INTROSPECTION_PATH) return introspect(server, request, response);
  const isForScripts = document !== undefined || url?.pathname === '/auth/userinfo';
  if (!url || !isForScripts) return sendErrorPage(response, 404, PAGE_UNKNOWN, settings.apps[0]);

  const origins = settings.apps.map(({ origin }) => origin);
  if (allowOrigins(origins, request, response)) return;
  if (document === undefined) return tellUserInfo(server, request, response, url);
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
}
