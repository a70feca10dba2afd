import type { Product } from './products.ts';

/** What has to be changed at the server. */
export type Topic =
  | 'readers'
  | 'tokenReaders'
  | 'clientId'
  | 'redirectUri'
  | 'wildcards'
  | 'implicit'
  | 'code'
  | 'publicClient'
  | 'signature'
  | 'signOutUri'
  | 'endSession';

type Cures = { readonly anywhere: string } & Readonly<Partial<Record<Product, string>>>;

/** Where each product has it. `{}` stands for the value to write there. */
const CURES: Readonly<Record<Topic, Cures>> = {
  readers: {
    anywhere: 'Have the server send Access-Control-Allow-Origin: {} there.',
    Auth0: "In the application's settings, add {} to Allowed Origins (CORS).",
    Keycloak: 'In the client, add {} to Web origins.',
    Okta: 'Under Security, API, Trusted Origins, add {} with CORS.',
    'AD FS': 'Set-AdfsResponseHeaders -EnableCORS $true -CORSTrustedOrigins {} (AD FS 2019 and newer).',
    'Microsoft Entra ID': 'Configure `server` by hand, with the keys as jwks: Entra ID has no setting for this.',
  },
  tokenReaders: {
    anywhere: 'Have the server send Access-Control-Allow-Origin: {} there.',
    Auth0: "In the application's settings, add {} to Allowed Web Origins.",
    Keycloak: 'In the client, add {} to Web origins.',
    Okta: 'Under Security, API, Trusted Origins, add {} with CORS.',
    'AD FS': 'Set-AdfsResponseHeaders -EnableCORS $true -CORSTrustedOrigins {} (AD FS 2019 and newer).',
    'Microsoft Entra ID': 'Under Authentication, register the redirect URI for the platform Single-page application.',
  },
  clientId: {
    anywhere: 'Compare clientId ({}) with what the server calls the app, character by character.',
    Auth0: 'Compare clientId ({}) with the Client ID under Applications, in this very tenant.',
    Keycloak: 'Compare clientId ({}) with the Client ID in this very realm; case counts.',
    'Microsoft Entra ID': 'Compare clientId ({}) with the Application (client) ID under App registrations.',
    Okta: 'Compare clientId ({}) with the Client ID of the app integration.',
    'AD FS': 'Compare clientId ({}) with the Client Identifier in the application group.',
    Aidbox: 'Compare clientId ({}) with the id of the Client resource.',
    Google: 'Compare clientId ({}) with the OAuth client ID under Credentials.',
  },
  redirectUri: {
    anywhere: 'Register {} as redirect URI, character by character: scheme, host, port and slash.',
    Auth0: "In the application's settings, add {} to Allowed Callback URLs.",
    Keycloak: 'In the client, add {} to Valid redirect URIs.',
    'Microsoft Entra ID': 'Under App registrations, Authentication, add {} to the redirect URIs.',
    'Azure AD B2C': 'Under App registrations, Authentication, add {} to the redirect URIs.',
    Okta: 'In the app integration, add {} to Sign-in redirect URIs.',
    'AD FS': 'In the application group, add {} to the redirect URIs of the client.',
    Aidbox: 'In the Client resource, write {} as auth.implicit.redirect_uri (auth.authorization_code for a code).',
    Google: 'Under Credentials, in the OAuth client, add {} to Authorized redirect URIs.',
    'Amazon Cognito': 'In the app client, add {} to Allowed callback URLs.',
  },
  wildcards: {
    anywhere: 'Have the server compare redirect URIs as a whole, and register {} alone, without wildcards.',
    Auth0: "In the application's settings, write Allowed Callback URLs without wildcards: {}.",
    Keycloak: 'In the client, write Valid redirect URIs without wildcards: {}.',
  },
  implicit: {
    anywhere: 'Allow the client the implicit grant with response_type={}, or use code + PKCE.',
    Auth0: "In the application's Advanced Settings, Grant Types, switch Implicit on ({}).",
    Keycloak: 'In the client, switch Implicit flow on ({}).',
    'Microsoft Entra ID': 'Under Authentication, tick Access tokens and ID tokens ({}).',
    'Azure AD B2C': 'Under Authentication, tick Access tokens and ID tokens ({}).',
    Okta: 'In the app integration, under Advanced, tick Implicit (hybrid) with both tokens ({}).',
    Aidbox: 'In the Client resource, add implicit to grant_types ({}).',
    'Amazon Cognito':
      "In the app client, tick Implicit grant, and write responseType: 'token', the one that it knows (not {}).",
  },
  code: {
    anywhere: 'Allow the client the authorization code grant with PKCE (response_type={}).',
    Auth0: "In the application's Advanced Settings, Grant Types, switch Authorization Code on ({}).",
    Keycloak: 'In the client, switch Standard flow on, with the PKCE method S256 ({}).',
    'Microsoft Entra ID': 'Under Authentication, register the redirect URI for Single-page application ({}).',
    Okta: 'In the app integration, tick Authorization Code ({}).',
    Aidbox: 'In the Client resource, add authorization_code to grant_types, with pkce: true ({}).',
  },
  publicClient: {
    anywhere: 'Make {} a public client (token_endpoint_auth_method: none): an app in a browser can keep no secret.',
    Auth0: 'Make {} an application of the type Single Page Application.',
    Keycloak: 'In the client {}, switch Client authentication off.',
    'Microsoft Entra ID': 'Register the redirect URI of {} for Single-page application, not for Web.',
    Okta: 'Make {} an app integration of the type Single-Page Application.',
    'AD FS': 'Make {} a native application of the application group.',
    Aidbox: 'In the Client resource {}, leave secret_required out.',
    'Amazon Cognito': 'Make an app client without a client secret in place of {}.',
  },
  signature: {
    anywhere: 'Have id_tokens signed with RS256 or ES256, and its public key published.',
    Auth0: "In the application's Advanced Settings, set the JSON Web Token signature algorithm to RS256.",
  },
  signOutUri: {
    anywhere: 'Register {} as post-logout redirect URI.',
    Auth0: "In the application's settings, add {} to Allowed Logout URLs.",
    Keycloak: 'In the client, add {} to Valid post logout redirect URIs.',
    'Microsoft Entra ID': 'Under Authentication, add {} to the redirect URIs.',
    Okta: 'In the app integration, add {} to Sign-out redirect URIs.',
    'AD FS': 'In the application group, add {} to the redirect URIs of the client.',
  },
  endSession: {
    anywhere: 'If the server has such an address, write it as server.endSessionEndpoint, with the others by hand.',
    Auth0: "In the tenant's Advanced settings, switch on RP-Initiated Logout End Session Endpoint Discovery.",
  },
};

/** What to change at a server, by its product where that is known. */
export function cureOf(topic: Topic, product: Product | null, value = ''): string {
  const cures = CURES[topic];
  const [place, cure] = [
    product && cures[product] ? `${product}: ` : '',
    (product && cures[product]) ?? cures.anywhere,
  ];
  return place + cure.replace('{}', () => value);
}
