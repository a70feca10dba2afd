import type { ClientMetadata, Provider, ResponseType } from 'oidc-provider';
import type { AppAddress } from '../app-addresses.ts';

/**
 * The demo app as this server knows it: a public single-page app, which chooses at each sign-in between the implicit
 * grant and a code.
 */
export function timesheetsClient(apps: readonly AppAddress[], responseTypes: readonly ResponseType[]): ClientMetadata {
  return {
    client_id: 'timesheets-demo',
    client_name: 'Timesheets',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    response_types: [...responseTypes],
    redirect_uris: apps.flatMap((app) => app.redirectUris),
    post_logout_redirect_uris: apps.map((app) => app.postLogoutRedirectUri),
  };
}

interface ClientSchema {
  invalidate(message: string, code?: string): void;
}

/**
 * Lets a web app on the implicit grant live at `http://localhost`.
 *
 * Registration rightly forbids it for real servers. Calling the app "native" would be allowed, but then no request
 * is answered without a consent page, `prompt=none` included. Overriding the schema's check is the way oidc-provider
 * documents for development.
 */
export function allowHttpOnLocalhost(provider: Provider): void {
  const { prototype } = (provider.Client as unknown as { Schema: { prototype: ClientSchema } }).Schema;
  const invalidate = Reflect.get(prototype, 'invalidate');
  prototype.invalidate = function (message, code) {
    const onlyForRealServers = code === 'implicit-force-https' || code === 'implicit-forbid-localhost';
    if (!onlyForRealServers) invalidate.call(this, message, code);
  };
}
