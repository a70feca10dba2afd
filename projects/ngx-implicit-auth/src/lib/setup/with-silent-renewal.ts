import { ENVIRONMENT_INITIALIZER, inject } from '@angular/core';
import { renewAroundRequest } from '../http/renew-around-request';
import { RENEWAL_SETTINGS, type RenewalSettings } from '../session/renewal-settings';
import { SilentRenewal } from '../session/silent-renewal';
import type { AuthFeature } from './auth-feature';

/** How sessions are renewed. */
export interface SilentRenewalOptions {
  /**
   * The static page that the server answers at, registered there as a redirect URI; absolute, or relative to the app's base.
   * `silent-renewal.html` by default, which the package brings as an asset.
   */
  readonly redirectUri?: string;
  /**
   * `frame` (default): out of sight, in a hidden frame. Where frames are found not to work, the tab goes on by navigation by itself.
   *
   * `navigation`: shortly before the deadline, the next guarded navigation takes the person through the server, mostly without them
   * seeing it, and lands where it was going. Needs no third-party cookies. Nothing happens without a navigation, or a call of
   * `AuthService.renew()`, which leaves the page.
   */
  readonly strategy?: 'frame' | 'navigation';
  /** Before the deadline by how many seconds a renewal starts; by default a tenth of the lifetime, between 5 seconds and 5 minutes. */
  readonly leadSeconds?: number;
  /** After how many seconds an answer is no longer waited for; 10 by default. */
  readonly timeoutSeconds?: number;
}

/**
 * Renews the session in a hidden frame (`prompt=none`) shortly before it ends, when `AuthService.renew()` is called, when a request
 * finds its token about to expire, and once after a resource server has refused the token.
 *
 * Needs a server that may be framed and whose cookies the browser sends there: one on the same site as the app, in most browsers.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal())
 * ```
 */
export function withSilentRenewal({
  strategy = 'frame',
  redirectUri = 'silent-renewal.html',
  leadSeconds,
  timeoutSeconds = 10,
}: SilentRenewalOptions = {}): AuthFeature {
  const settings: RenewalSettings = { strategy, redirectUri, leadSeconds: leadSeconds ?? null, timeoutSeconds };
  return {
    ɵproviders: [
      { provide: RENEWAL_SETTINGS, useValue: settings },
      SilentRenewal,
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: start },
    ],
  };
}

function start(): void {
  inject(SilentRenewal).aroundRequest = renewAroundRequest();
}
