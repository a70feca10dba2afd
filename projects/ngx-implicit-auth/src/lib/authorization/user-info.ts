import { InjectionToken, type Injector } from '@angular/core';
import type { Session } from '../session/auth-state';

/** Completes a session by what the userinfo endpoint tells; never rejects but with `module_unavailable`. */
export type AddUserInfo = (
  injector: Injector,
  session: Session,
  /** Keys are fetched anew once per sign-in, and the id_token may have had its turn. */
  options: { readonly mayReloadKeys: boolean },
) => Promise<Session>;

/** Provided by `withUserInfo()` alone. */
export const ADD_USER_INFO = new InjectionToken<AddUserInfo>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'ADD_USER_INFO' : '',
);
