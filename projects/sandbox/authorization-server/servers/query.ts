import type { StartServer } from '../authorization-server.ts';
import { startOAuthServer } from '../oauth/start-oauth-server.ts';

/** A login server that somebody wrote themselves: it answers in the query, and calls the access token `token`. */
export const startQuery: StartServer = (settings) =>
  startOAuthServer(settings, {
    authorizationPath: '/oauth',
    responseTypes: ['token'],
    responseMode: 'query',
    answer: ({ access_token, scope }) => ({ token: access_token, scope }),
  });
