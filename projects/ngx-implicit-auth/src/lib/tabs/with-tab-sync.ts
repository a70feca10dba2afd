import { ENVIRONMENT_INITIALIZER, inject } from '@angular/core';
import { SHARED_RENEWAL, type SharedRenewal } from '../renewal/shared-renewal';
import type { AuthFeature } from '../settings/auth-feature';
import { TabSync } from './tab-sync';

/** What the tabs of an app share. */
export interface TabSyncOptions {
  /**
   * `session` (default): tokens and claims, by messages that only pages of the app's own origin receive. `sign-out`:
   * only that somebody has signed out, which every app tells its tabs; they still take turns at renewing.
   */
  readonly share?: 'session' | 'sign-out';
}

/**
 * Keeps the tabs of the app together: a sign-in or a renewal in one reaches the others, a new tab asks the others
 * first, and only one renews at a time. A tab in which somebody else is signed in goes on with them.
 *
 * Works by BroadcastChannel and Web Locks; where a browser lacks or denies them, each tab does for itself. So does a tab
 * that has waited 15 s for its turn.
 *
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
 * @see https://w3c.github.io/web-locks/
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal(), withTabSync())
 * ```
 */
export function withTabSync({ share = 'session' }: TabSyncOptions = {}): AuthFeature {
  return {
    ɵkind: 'tab-sync',
    ɵproviders: [
      { provide: TabSync, useFactory: () => new TabSync(share === 'session') },
      { provide: SHARED_RENEWAL, useFactory: (): SharedRenewal => inject(TabSync).renew },
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: () => inject(TabSync) },
    ],
  };
}
