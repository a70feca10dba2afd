import { InjectionToken } from '@angular/core';
import { absoluteUrl } from './absolute-url';
import type { AuthConfig } from './auth-config';
import { resourceServerMatcher, type ResourceServerMatcher } from './resource-servers';

/** The app's configuration. What the first screen needs of it is filled in, with absolute URLs. */
export interface AuthSettings extends AuthConfig {
  readonly redirectUri: string;
  /** Finds the resource server that a request URL belongs to. */
  readonly resourceServerAt: ResourceServerMatcher;
  /** The app's base URL, against which relative URLs are resolved. */
  readonly appBase: string;
}

export const AUTH_SETTINGS = new InjectionToken<AuthSettings>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_SETTINGS' : '',
);

/** The key of one of the app's records in a storage. Records for another server or client have other keys. */
export function storageKey({ issuer, clientId }: Pick<AuthSettings, 'issuer' | 'clientId'>, name: string): string {
  return `ngx-implicit-auth ${issuer} ${clientId} ${name}`;
}

/** The key under which the record of a sign-in waits for the response that carries its `state`. */
export function pendingSignInKey(settings: AuthSettings, state: string): string {
  return storageKey(settings, `sign-in ${state}`);
}

/**
 * Fills in what the first screen needs. Refuses nothing: a text that is no URL becomes one that `checkSettings`
 * refuses.
 *
 * @param appBase - the absolute URL of the app's base, which ends in `/`
 */
export function resolveSettings(config: AuthConfig, appBase: string): AuthSettings {
  const redirectUri = absoluteUrl(config.redirectUri ?? 'auth/callback', appBase).href;
  const settings = { ...config, redirectUri, appBase };
  return Object.freeze({ ...settings, resourceServerAt: resourceServerMatcher(settings) });
}
