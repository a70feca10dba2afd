import { loadModule } from '../session/load-module';
import { ADD_USER_INFO, type AddUserInfo } from '../authorization/user-info';
import type { AuthFeature } from '../settings/auth-feature';

const addUserInfo: AddUserInfo = async (...of) => (await loadModule(import('./add-user-info'))).addUserInfo(...of);

/**
 * Asks the server's userinfo endpoint about the person at each sign-in and renewal, and adds what it tells to the claims before
 * anybody counts as signed in.
 *
 * With a bare `token` the claims come from there alone. No id_token vouches for them, so they have no `iss`.
 *
 * @see OpenID Connect Core 1.0, section 5.3
 * @example
 * ```ts
 * provideAuth(config, withUserInfo())
 * ```
 */
export function withUserInfo(): AuthFeature {
  return { ɵproviders: [{ provide: ADD_USER_INFO, useValue: addUserInfo }] };
}
