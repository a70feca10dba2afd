import { ENVIRONMENT_INITIALIZER, inject, Injector, runInInjectionContext } from '@angular/core';
import { SessionMachine } from '../session/session-machine';
import type { AuthFeature } from '../settings/auth-feature';
import type { AuthTextsGiven } from '../settings/auth-texts';

/**
 * Has the library speak to people in another language, or in the app's own words: all that `AuthCallback` and the notice
 * of a failed sign-in say. Without it, they speak English.
 *
 * The package brings `english`, `german`, `french` and `spanish`, each loaded when something is to be said.
 *
 * @param texts - a language; some texts in place of the English ones; or a function that returns either, or a promise of
 * it. A function is called in an injection context each time that something is shown, and again when a signal changes
 * that it has read. If it throws, Angular's `ErrorHandler` gets the error, and people read English.
 * @example
 * ```ts
 * provideAuth(config, withTexts(german))
 * provideAuth(config, withTexts({ retry: 'Once more' }))
 * provideAuth(config, withTexts(() => (inject(Language).current() === 'de' ? german() : english())))
 * ```
 */
export function withTexts(texts: AuthTextsGiven | (() => AuthTextsGiven | Promise<AuthTextsGiven>)): AuthFeature {
  return {
    ɵkind: 'texts',
    ɵproviders: [
      {
        provide: ENVIRONMENT_INITIALIZER,
        multi: true,
        useValue: () => {
          const injector = inject(Injector);
          inject(SessionMachine).readTexts = async () =>
            typeof texts === 'function' ? runInInjectionContext(injector, texts) : texts;
        },
      },
    ],
  };
}
