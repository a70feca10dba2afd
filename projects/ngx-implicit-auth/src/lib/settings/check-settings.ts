import { asksForIdToken } from '../protocol/authorization-request';
import { demand } from '../protocol/demand';
import { isOwnOfEndSession, POST_LOGOUT_REDIRECT_URI } from '../protocol/end-session-request';
import { httpUrl, isSecureUrl } from '../protocol/secure-url';
import { absoluteUrl } from './absolute-url';
import { optionOfOtherKind } from './option-kinds';
import type { RequestSettings } from './request-settings';
import { readLeniently } from './resource-servers';

/**
 * Makes sure that the configuration can work and is safe.
 *
 * @throws AuthError `config_invalid`, naming the option and what to write instead
 */
export function checkSettings(settings: RequestSettings): void {
  const { clientId, issuer, responseType, scope, redirectUri, postLogoutRedirectUri, discoveryUrl, server } = settings;
  const wrong = optionOfOtherKind(settings);
  check(wrong?.option ?? '', !wrong, wrong?.remedy ?? '');
  const resourceServers = settings.resourceServers.map((listed) =>
    httpUrl(absoluteUrl(typeof listed === 'string' ? listed : listed.url, settings.appBase).href),
  );
  const needsIdToken = asksForIdToken(settings);

  check(
    'clientId',
    typeof clientId === 'string' && clientId,
    'write the client identifier that the server gave this app',
  );
  check('issuer', isSecureUrl(issuer), "write the server's https URL (http only on a loopback host)");
  check(
    'responseType',
    ['code', 'id_token token', 'id_token', 'token'].includes(responseType),
    "write 'code', 'id_token token', 'id_token' or 'token'",
  );
  check(
    'responseMode',
    [undefined, responseType === 'code' && 'query', 'fragment'].includes(settings.responseMode),
    "leave it out, or with responseType: 'code' write 'query' or 'fragment': tokens come in the fragment alone",
  );
  check(
    'scope',
    !needsIdToken || scope.split(' ').includes('openid'),
    "add 'openid', or ask for no id_token with responseType: 'token'",
  );
  for (const [option, uri] of Object.entries({ redirectUri, postLogoutRedirectUri })) {
    check(
      option,
      isSecureUrl(uri) && !uri.includes('#'),
      "write an https URL (http only on a loopback host) or a path relative to the app's base, without a fragment",
    );
  }
  checkLogoutParameters(settings);
  // A server that renders the page need not know its public address.
  const { origin } = new URL(settings.appBase);
  check(
    'redirectUri',
    typeof window === 'undefined' || new URL(redirectUri).origin === origin,
    `it is ${redirectUri}, and the page is at ${origin}, where the sign-in waits for its answer. Open the app at the ` +
      "origin of its redirect URI, or write a path relative to the app's base",
  );
  check(
    'resourceServers',
    resourceServers.every((url) => isSecureUrl(url) && !/[?#*]/.test(url)),
    'write https URLs (http only on a loopback host) without query, fragment, user name or wildcard',
  );
  const addresses = new Set(resourceServers.map((url) => url.replace(/\/$/, '')));
  check(
    'resourceServers',
    new Set([...addresses].map(readLeniently)).size === addresses.size,
    'list one alone of the URLs that differ only in case, encoding, path parameters or empty segments: some servers ' +
      'take them for the same',
  );
  checkNarrowing(settings);
  check(
    'queryResponse',
    !settings.queryResponse || responseType === 'token',
    "add responseType: 'token', or leave it out: an id_token is never taken from the query",
  );
  check('discoveryUrl', discoveryUrl === undefined || isSecureUrl(discoveryUrl), 'write an https URL, or leave it out');
  if (server) {
    const { authorizationEndpoint, tokenEndpoint = '', jwks, jwksUri } = server;
    check('server.authorizationEndpoint', isSecureUrl(authorizationEndpoint), 'write an https URL');
    check(
      'server.tokenEndpoint',
      responseType !== 'code' || isSecureUrl(tokenEndpoint),
      'write an https URL: codes are redeemed there',
    );
    check(
      'server.jwksUri',
      !needsIdToken || jwks !== undefined || isSecureUrl(jwksUri ?? ''),
      'write the https URL of the key set, or give the keys as jwks: id_tokens are verified with them',
    );
    for (const endpoint of [
      'endSessionEndpoint',
      'pushedAuthorizationRequestEndpoint',
      'revocationEndpoint',
      'userInfoEndpoint',
      'checkSessionIframe',
    ] as const) {
      const url = server[endpoint];
      check(`server.${endpoint}`, url === undefined || isSecureUrl(url), 'write an https URL, or leave it out');
    }
  }
  checkSeconds(settings, 'clockSkewSeconds', 0, 300);
  checkSeconds(settings, 'accessTokenLifetimeSeconds', 1, 31_536_000);
  checkSeconds(settings, 'signInLifetimeSeconds', 1, 86_400);
  if (settings.maxAgeSeconds !== undefined) checkSeconds(settings, 'maxAgeSeconds', 0, 31_536_000);
}

function checkNarrowing({ resourceServers }: RequestSettings): void {
  const listed = resourceServers.filter((entry) => typeof entry !== 'string');
  check(
    'resourceServers',
    listed.every(({ methods }) => methods === undefined || areMethods(methods)),
    "write methods as a list of at least one, such as ['GET', 'POST'], or leave them out",
  );
  check(
    'resourceServers',
    listed.every(({ matches }) => matches === undefined || typeof matches === 'function'),
    'write matches as a function of a URL and a method that returns true or false, or leave it out',
  );
}

/** Whether these are names of methods, and not a pattern or an empty list, which no request would be of. */
function areMethods(methods: unknown): boolean {
  return (
    Array.isArray(methods) &&
    methods.length > 0 &&
    methods.every((method) => typeof method === 'string' && /^[a-z-]+$/i.test(method))
  );
}

function checkLogoutParameters({ postLogoutRedirectParameter, logoutParameters }: RequestSettings): void {
  check(
    'postLogoutRedirectParameter',
    postLogoutRedirectParameter === POST_LOGOUT_REDIRECT_URI ||
      (postLogoutRedirectParameter && !isOwnOfEndSession(postLogoutRedirectParameter)),
    'write what the server calls the page to come back to, or leave it out',
  );
  for (const name of Object.keys(logoutParameters)) {
    check(
      'logoutParameters',
      !isOwnOfEndSession(name) && name !== postLogoutRedirectParameter,
      `leave ${name} out: the library sends it itself`,
    );
  }
}

function checkSeconds(
  settings: RequestSettings,
  option: 'clockSkewSeconds' | 'accessTokenLifetimeSeconds' | 'signInLifetimeSeconds' | 'maxAgeSeconds',
  least: number,
  most: number,
): void {
  const value = settings[option];
  check(
    option,
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
    `it is ${typeof value === 'number' ? value : `a ${typeof value}`}; write a whole number from ${least} to ${most}`,
  );
}

function check(option: string, isRight: unknown, remedy: string): void {
  demand(isRight, 'config_invalid', `Option ${option} of the auth configuration is not usable: ${remedy}.`);
}
