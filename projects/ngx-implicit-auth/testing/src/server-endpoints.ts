import type { AuthConfig, ServerMetadata } from 'ngx-implicit-auth';

/** What of the server a request may ask. */
export type TestEndpoint = 'discovery' | 'keys' | 'token' | 'userinfo' | 'revocation' | 'pushed-request';

type Server = Pick<AuthConfig, 'issuer' | 'server' | 'discoveryUrl'>;

/** What the server says of itself: what is configured by hand, or an endpoint of each kind. */
export function metadataOf({ issuer, server }: Server): ServerMetadata {
  const at = issuer.replace(/\/$/, '');
  const discovered = {
    authorizationEndpoint: `${at}/authorize`,
    tokenEndpoint: `${at}/token`,
    pushedAuthorizationRequestEndpoint: `${at}/push`,
    jwksUri: `${at}/keys`,
    endSessionEndpoint: `${at}/end-session`,
    revocationEndpoint: `${at}/revoke`,
    userInfoEndpoint: `${at}/userinfo`,
  };
  return { ...(server ?? discovered), issuer };
}

/** The same as a discovery document. */
export function metadataDocument(metadata: ServerMetadata): unknown {
  return {
    issuer: metadata.issuer,
    authorization_endpoint: metadata.authorizationEndpoint,
    token_endpoint: metadata.tokenEndpoint,
    pushed_authorization_request_endpoint: metadata.pushedAuthorizationRequestEndpoint,
    jwks_uri: metadata.jwksUri,
    end_session_endpoint: metadata.endSessionEndpoint,
    revocation_endpoint: metadata.revocationEndpoint,
    userinfo_endpoint: metadata.userInfoEndpoint,
  };
}

/** What is at a URL; `null` for nothing of the server's. */
export function endpointAt(url: string, server: Server): TestEndpoint | null {
  const metadata = metadataOf(server);
  const endpoints: readonly (readonly [string | undefined, TestEndpoint])[] = [
    [server.discoveryUrl ?? `${server.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, 'discovery'],
    [metadata.jwksUri, 'keys'],
    [metadata.tokenEndpoint, 'token'],
    [metadata.userInfoEndpoint, 'userinfo'],
    [metadata.revocationEndpoint, 'revocation'],
    [metadata.pushedAuthorizationRequestEndpoint, 'pushed-request'],
  ];
  return endpoints.find(([at]) => at === url)?.[1] ?? null;
}

/** What the library reads of a response; some environments of tests have no `Response` to make one. */
export function response(json: unknown, status = 200): Response {
  const headers = { get: (name: string) => (name === 'content-type' ? 'application/json' : null) };
  return { url: '', status, headers, text: async () => JSON.stringify(json) } as unknown as Response;
}
