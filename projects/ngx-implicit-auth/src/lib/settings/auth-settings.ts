import { InjectionToken } from '@angular/core';
import type { ResponseType } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';
import type { QueryResponse } from './query-response';
import type { RequestOptions } from './request-options';
import type { ResourceServer } from './resource-server';

/** What only a round trip to the server needs, as the app wrote it: `roundTripSettings` fills in the defaults. */
interface GivenSettings extends RequestOptions {
  readonly postLogoutRedirectUri?: string;
  readonly responseType?: ResponseType;
  readonly scope?: string;
  readonly discoveryUrl?: string;
  readonly server?: Omit<ServerMetadata, 'issuer'>;
  readonly trustedAudiences?: readonly string[];
  readonly clockSkewSeconds?: number;
  readonly accessTokenLifetimeSeconds?: number;
  readonly signInLifetimeSeconds?: number;
}

/** The app's configuration, with what the first screen needs of it filled in and absolute. */
export interface AuthSettings extends GivenSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** As the app wrote them; empty by default. */
  readonly resourceServers: readonly (string | ResourceServer)[];
  readonly queryResponse?: QueryResponse;
  /** The app's base URL, against which relative URLs are resolved. */
  readonly appBase: string;
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
