import { demand } from './demand';
import { fetchJson, type Fetch } from './fetch-json';
import type { JsonWebKeySet } from './key-set';
import { isSecureUrl } from './secure-url';

/**
 * What the library has to know of an authorization server. It is discovered, or configured by hand.
 * @see OpenID Connect Discovery 1.0, section 3
 */
export interface ServerMetadata {
  /** The server's name for itself, compared character by character. */
  readonly issuer: string;
  /** Where the person is sent to sign in. */
  readonly authorizationEndpoint: string;
  /** Where a code is redeemed for tokens; needed by `responseType: 'code'`. */
  readonly tokenEndpoint?: string;
  /** Where an authorization request is pushed before the person is sent to the server (RFC 9126). */
  readonly pushedAuthorizationRequestEndpoint?: string;
  /** Whether the server takes no other requests than pushed ones. Default: false. */
  readonly requirePushedAuthorizationRequests?: boolean;
  /** Where the server publishes its keys; needed for id_tokens, unless `jwks` is given. */
  readonly jwksUri?: string;
  /** The server's keys themselves, instead of `jwksUri`. */
  readonly jwks?: JsonWebKeySet;
  /** Where the person is sent to sign out. Default: signing out stays local. */
  readonly endSessionEndpoint?: string;
  /** Where an access token is revoked; needed by `logout({ revoke: true })`. */
  readonly revocationEndpoint?: string;
  /** Where the server tells claims about the person to whoever holds the access token; needed by `withUserInfo()`. */
  readonly userInfoEndpoint?: string;
  /** The page that watches the person's session at the server; needed by `withSessionManagement()`. */
  readonly checkSessionIframe?: string;
  /** Whether every authorization response carries `iss`. Default: false. */
  readonly issParameterSupported?: boolean;
  /** The scopes that the server lists, which need not be all. Dev mode tells of others in the console. */
  readonly scopesSupported?: readonly string[];
  /** By which methods the server takes code challenges. The library sends `S256` in any case. */
  readonly codeChallengeMethods?: readonly string[];
}

/**
 * Reads a discovery document.
 * @throws AuthError `metadata_invalid`, `metadata_issuer_mismatch`
 * @see OpenID Connect Discovery 1.0, section 4.3
 */
export function parseServerMetadata(document: unknown, issuer: string): ServerMetadata {
  const metadata = { ...(document as Record<string, unknown> | null) };
  const { issuer: named } = metadata;
  demand(
    named === issuer,
    'metadata_issuer_mismatch',
    typeof named === 'string'
      ? `The metadata found for ${issuer} is that of ${named.slice(0, 200) || "''"}. If that is your server, configure it ` +
          'as the issuer, character by character.'
      : `The metadata found for ${issuer} names no issuer. Check the issuer, or the discoveryUrl.`,
  );

  const endpoint = (name: string): string | undefined => {
    const url = metadata[name] ?? undefined;
    demand(
      url === undefined || (typeof url === 'string' && isSecureUrl(url)),
      'metadata_invalid',
      `${name} of ${issuer} is not an https URL. Correct it at the server, or configure the endpoints by hand.`,
    );
    return url;
  };
  const authorizationEndpoint = endpoint('authorization_endpoint');
  demand(
    authorizationEndpoint,
    'metadata_invalid',
    `${issuer} has no authorization_endpoint. Correct it at the server, or configure the endpoints by hand.`,
  );
  const tokenEndpoint = endpoint('token_endpoint');
  const pushedAuthorizationRequestEndpoint = endpoint('pushed_authorization_request_endpoint');
  const jwksUri = endpoint('jwks_uri');
  const endSessionEndpoint = endpoint('end_session_endpoint');
  const revocationEndpoint = endpoint('revocation_endpoint');
  const userInfoEndpoint = endpoint('userinfo_endpoint');
  const checkSessionIframe = endpoint('check_session_iframe');
  const scopes: unknown = metadata['scopes_supported'];
  const codeChallengeMethods = metadata['code_challenge_methods_supported'];
  return {
    issuer,
    authorizationEndpoint,
    ...(tokenEndpoint && { tokenEndpoint }),
    ...(pushedAuthorizationRequestEndpoint && { pushedAuthorizationRequestEndpoint }),
    ...(metadata['require_pushed_authorization_requests'] === true && { requirePushedAuthorizationRequests: true }),
    ...(jwksUri && { jwksUri }),
    ...(endSessionEndpoint && { endSessionEndpoint }),
    ...(revocationEndpoint && { revocationEndpoint }),
    ...(userInfoEndpoint && { userInfoEndpoint }),
    ...(checkSessionIframe && { checkSessionIframe }),
    ...(Array.isArray(scopes) && { scopesSupported: scopes.filter((scope) => typeof scope === 'string') }),
    issParameterSupported: metadata['authorization_response_iss_parameter_supported'] === true,
    ...(Array.isArray(codeChallengeMethods) && { codeChallengeMethods }),
  };
}

/**
 * Discovers an authorization server by its issuer. Nothing is cached, not even a failure.
 *
 * @param url - where the document is; by default below the issuer, where the specification puts it
 * @throws AuthError `metadata_invalid`, `metadata_issuer_mismatch`, `server_unreachable`, `cors_blocked`,
 * `server_answer_invalid`
 * @see OpenID Connect Discovery 1.0, section 4
 * @example
 * ```ts
 * const metadata = await fetchServerMetadata('https://id.example.com', fetch);
 * ```
 */
export async function fetchServerMetadata(
  issuer: string,
  fetch: Fetch,
  url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
): Promise<ServerMetadata> {
  return parseServerMetadata(await fetchJson(url, fetch), issuer);
}
