import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthorizationServer as PackageServer } from '@jmondi/oauth2-server';
import { allowOrigins } from '../../api/cors.ts';
import { listenOnLoopback } from '../../loopback-server.ts';
import type { AuthorizationServer, ServerSettings } from '../authorization-server.ts';
import { PAGE_UNKNOWN, SERVER_FAULT } from '../pages/error-explanations.ts';
import { securityHeaders } from '../pages/security-headers.ts';
import { authorize } from './authorization-endpoint.ts';
import { createCodeStore } from './code-store.ts';
import type { OAuthPersonality, OAuthServer } from './oauth-server.ts';
import { sendErrorPage } from './page-context.ts';
import { grantableScopes, knownUsers, registeredClients } from './repositories.ts';
import { createSessions } from './sessions.ts';
import { exchange, introspect, revoke, tellUserInfo } from './token-endpoints.ts';
import { createTokenStore, opaqueTokens } from './token-store.ts';

const INTROSPECTION_PATH = '/oauth2/introspect';

/**
 * Starts a plain OAuth 2.0 server on @jmondi/oauth2-server: the implicit grant, codes with PKCE and refresh tokens where
 * the personality has them, access tokens that say nothing, and no discovery document.
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
  const oauth = new PackageServer(clients, tokens, scopes, opaqueTokens(tokens, accounts), {
    implicitRedirectMode: personality.responseMode,
    useOpaqueAuthorizationCodes: true,
    useOpaqueRefreshTokens: true,
  });
  oauth.enableGrantType('implicit');
  if (personality.tokenPaths) {
    const [userRepository, authCodeRepository] = [knownUsers(accounts), createCodeStore()];
    oauth.enableGrantType({ grant: 'authorization_code', userRepository, authCodeRepository });
  }

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
  for (const [name, value] of Object.entries(securityHeaders(settings.apps))) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');

  if (url?.pathname === personality.authorizationPath) return authorize(server, request, response, url);
  if (url?.pathname === INTROSPECTION_PATH) return introspect(server, request, response);
  const answer = url && forScripts(server, url);
  if (!answer) return sendErrorPage(response, 404, PAGE_UNKNOWN, settings.apps[0]);

  const origins = settings.apps.map(({ origin }) => origin);
  if (!allowOrigins(origins, request, response)) await answer(request, response);
}

/** What the scripts of the apps may read. */
function forScripts(
  server: OAuthServer,
  url: URL,
): ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>) | undefined {
  const { documents, tokenPaths } = server.personality;
  const document = documents?.[url.pathname];
  if (document !== undefined) {
    return (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
    };
  }
  switch (url.pathname) {
    case '/auth/userinfo':
      return (request, response) => tellUserInfo(server, request, response, url);
    case tokenPaths?.token:
      return (request, response) => exchange(server, request, response);
    case tokenPaths?.revocation:
      return (request, response) => revoke(server, request, response);
    default:
      return undefined;
  }
}
