import { MOCK_PLATFORM_LOCATION_CONFIG } from '@angular/common/testing';
import {
  DestroyRef,
  ENVIRONMENT_INITIALIZER,
  inject,
  makeEnvironmentProviders,
  type EnvironmentProviders,
} from '@angular/core';
import {
  provideAuth,
  ɵAUTH_PLATFORM as AUTH_PLATFORM,
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  ɵAUTH_STORAGE as AUTH_STORAGE,
  ɵreturnAfterSignIn as returnAfterSignIn,
  ɵstorageKey as storageKey,
  ɵstoredItem as storedItem,
  type AuthConfig,
  type AuthFeature,
} from 'ngx-implicit-auth';
import { AuthTestingController } from './auth-testing-controller';
import { demand } from './auth-testing-error';
import { TestBrowser } from './test-browser';
import { TestClock } from './test-clock';
import { TestRedirects } from './test-redirects';
import { TestServer } from './test-server';

/** The app's configuration for tests. */
export interface AuthTestingOptions {
  /** By default an issuer and a client of no meaning, and the defaults of AuthConfig. */
  readonly config?: Partial<AuthConfig>;
  /** What `with…` functions return; none by default. */
  readonly features?: readonly AuthFeature[];
}

const CONFIG: AuthConfig = { issuer: 'https://id.test', clientId: 'test-client' };

/**
 * Provides an {@link AuthTestingController}, which stands in for the server and the browser.
 *
 * With options it takes the place of `provideAuth()`. Without, it stands beside the app's own `provideAuth(config)` or
 * `AuthModule.forRoot(config)`.
 *
 * @example
 * ```ts
 * TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
 * ```
 * @example
 * ```ts
 * TestBed.configureTestingModule({ providers: [...appConfig.providers, provideAuthTesting()] });
 * ```
 */
export function provideAuthTesting(options?: AuthTestingOptions): EnvironmentProviders {
  const { config, features = [] } = options ?? {};
  return makeEnvironmentProviders([
    options ? provideAuth({ ...CONFIG, ...given(config) }, ...features) : [],
    TestClock,
    TestServer,
    TestBrowser,
    TestRedirects,
    AuthTestingController,
    // Angular's own for tests is not secure, and the library wants https.
    { provide: MOCK_PLATFORM_LOCATION_CONFIG, useValue: { startUrl: 'https://app.test/' } },
    { provide: AUTH_PLATFORM, useFactory: () => inject(TestBrowser).edge },
    { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: startController },
  ]);
}

/** From the start, because a redirect may come before the test asks for the controller. */
function startController(): void {
  const settings = inject(AUTH_SETTINGS, { optional: true });
  demand(settings, 'There is no configuration. Write provideAuthTesting({}), or provideAuth(config) beside it.');
  const initializers: readonly unknown[] = inject(ENVIRONMENT_INITIALIZER, { self: true });
  demand(
    initializers.filter((initializer) => initializer === returnAfterSignIn).length === 1,
    'There are two configurations. Write provideAuthTesting() beside provideAuth(config), or provideAuthTesting({ config }) ' +
      'alone.',
  );
  inject(AuthTestingController);
  const open = inject(AUTH_STORAGE, { optional: true });
  if (!open) return;
  // A storage of the app's own outlives the test, and nobody is to be signed in when the next one begins.
  inject(DestroyRef).onDestroy(() => {
    storedItem(open, () => storageKey(settings, 'session')).clear();
  });
}

/** The configuration without members that are `undefined`, which count as not given. */
function given(config: Partial<AuthConfig> = {}): Partial<AuthConfig> {
  return Object.fromEntries(Object.entries(config).filter(([, value]: [string, unknown]) => value !== undefined));
}
