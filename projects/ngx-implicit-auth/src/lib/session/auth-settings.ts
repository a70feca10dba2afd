import { InjectionToken } from '@angular/core';
import type { ResponseType } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';

/** The app's configuration with every default filled in and every URL absolute. */
export interface AuthSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  readonly responseType: ResponseType;
  /** Space-delimited; holds `openid` whenever an id_token is asked for. */
  readonly scope: string;
  readonly resourceServers: readonly string[];
  /** The app's base URL, against which relative URLs are resolved. */
  readonly appBase: string;
  /** Given by hand; `null`: discovered at the first sign-in. */
  readonly server: ServerMetadata | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly trustedAudiences: readonly string[];
  readonly clockSkewSeconds: number;
  readonly accessTokenLifetimeSeconds: number;
  readonly signInLifetimeSeconds: number;
}

export const AUTH_SETTINGS = new InjectionToken<AuthSettings>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_SETTINGS' : '',
);

/** Where this app's records for this server and client live in a storage: other servers' records have other keys. */
export function storageKey({ issuer, clientId }: Pick<AuthSettings, 'issuer' | 'clientId'>, name: string): string {
  return `ngx-implicit-auth ${issuer} ${clientId} ${name}`;
}

/** Where the record of a sign-in waits for the response that carries its `state`. */
export function pendingSignInKey(settings: AuthSettings, state: string): string {
  return storageKey(settings, `sign-in ${state}`);
}
