import { InjectionToken } from '@angular/core';
import { absoluteUrl } from './absolute-url';
import type { AuthConfig, RunTimeConfiguration } from './auth-config';
import { resourceServerMatcher, type ResourceServerMatcher } from './resource-servers';

/** The app's configuration. What the first screen needs of it is filled in, with absolute URLs. */
export interface AuthSettings extends AuthConfig {
  readonly redirectUri: string;
  /** Finds the resource server that a request URL belongs to; `undefined` while nobody knows them. */
  readonly resourceServerAt?: ResourceServerMatcher;
  /** The app's base URL, against which relative URLs are resolved. */
  readonly appBase: string;
  /** What brings the configuration at run time. When it has brought none, the settings have no issuer. */
  readonly source?: RunTimeConfiguration;
  /**
   * While that has not come: until it is there, or has failed to come, and the page is open. Until then, there is nothing
   * here but this, `source` and `appBase`.
   */
  later?: Promise<void> | undefined;
}

export const AUTH_SETTINGS = new InjectionToken<AuthSettings>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_SETTINGS' : '',
);

/** Fills in settings that were empty until the configuration has come, or has not: then with the defaults alone. */
export function fillSettings(settings: AuthSettings, config: Partial<AuthConfig>): void {
  Object.assign(settings, resolveSettings(config as AuthConfig, settings.appBase));
}

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
  return Object.freeze({
    ...config,
    redirectUri: absoluteUrl(config.redirectUri ?? 'auth/callback', appBase).href,
    resourceServerAt: resourceServerMatcher(config.resourceServers, appBase),
    appBase,
  });
}
