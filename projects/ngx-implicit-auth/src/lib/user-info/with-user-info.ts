import { ENVIRONMENT_INITIALIZER, inject, Injector } from '@angular/core';
import { loadPart } from '../session/load-part';
import { SessionMachine } from '../session/session-machine';
import type { AuthFeature } from '../settings/auth-feature';
import type { UserInfoPart } from './user-info-part';

/**
 * Asks the server's userinfo endpoint about the person at each sign-in and renewal, and adds what it tells to the
 * claims before anybody counts as signed in. Where a renewal gets no answer, the claims known before stay.
 *
 * With a bare `token` the claims come from userinfo alone. No id_token vouches for them, so they have no `iss`.
 *
 * @see OpenID Connect Core 1.0, section 5.3
 * @example
 * ```ts
 * provideAuth(config, withUserInfo())
 * ```
 */
export function withUserInfo(): AuthFeature {
  return {
    ɵkind: 'user-info',
    ɵproviders: [{ provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: start }],
  };
}

function start(): void {
  const injector = inject(Injector);
  let part: UserInfoPart | undefined;
  inject(SessionMachine).addUserInfo = async (...request) => {
    const { userInfoPart } = await loadPart(import('./user-info-part'));
    return (part ??= userInfoPart(injector)).add(...request);
  };
}
