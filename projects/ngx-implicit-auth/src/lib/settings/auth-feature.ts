import type { Provider } from '@angular/core';

/** What a `with…` function adds to {@link provideAuth}. */
export interface AuthFeature {
  readonly ɵproviders: readonly Provider[];
}
