import { ɵHTTP_ROOT_INTERCEPTOR_FNS as HTTP_ROOT_INTERCEPTOR_FNS } from '@angular/common/http';
import { NgModule, type ModuleWithProviders } from '@angular/core';
import { authInterceptor } from '../http/auth-interceptor';
import { AuthCallback } from '../routing/auth-callback';
import { AuthCompleting, AuthFailed } from '../routing/auth-callback-templates';
import type { AuthConfigSource } from '../settings/auth-config';
import type { AuthFeature } from '../settings/auth-feature';
import { authProviders } from './provide-auth';

/**
 * Everything that {@link provideAuth} provides, for apps built of NgModules, and the interceptor for every
 * `HttpClient`.
 *
 * @example
 * ```ts
 * @NgModule({ imports: [BrowserModule, RouterModule.forRoot(routes), AuthModule.forRoot(config)] })
 * export class AppModule {}
 * ```
 */
@NgModule({ imports: [AuthCallback, AuthCompleting, AuthFailed], exports: [AuthCallback, AuthCompleting, AuthFailed] })
export class AuthModule {
  /** The providers of {@link provideAuth}, and the interceptor. */
  static forRoot(config: AuthConfigSource, ...features: readonly AuthFeature[]): ModuleWithProviders<AuthModule> {
    return {
      ngModule: AuthModule,
      providers: [
        ...authProviders(config, features),
        // Every HttpClient runs these, however the app has provided it, and each function once. Of the public ways,
        // provideHttpClient would replace the app's own backend, and many apps ignore HTTP_INTERCEPTORS without a word.
        { provide: HTTP_ROOT_INTERCEPTOR_FNS, useValue: authInterceptor, multi: true },
      ],
    };
  }
}
