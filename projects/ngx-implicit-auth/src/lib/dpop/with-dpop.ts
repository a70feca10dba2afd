import { ENVIRONMENT_INITIALIZER, inject, Injector } from '@angular/core';
import { defer, first, switchMap } from 'rxjs';
import { loadPart } from '../session/load-part';
import type { DpopPort } from '../session/ports';
import { SessionMachine } from '../session/session-machine';
import type { AuthFeature } from '../settings/auth-feature';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import type { DpopPart } from './dpop-part';

/** How access tokens are bound to a key of this browser. */
export interface DpopOptions {
  /**
   * Whether an access token is accepted as well that the server has not bound to the key; `false` by default. For a server
   * that learns DPoP later than the app does.
   */
  readonly acceptBearer?: boolean;
}

/**
 * Binds the tokens of `responseType: 'code'` to a key that never leaves this browser (DPoP): whoever gets hold of a token
 * alone can do nothing with it.
 *
 * The key is made once for the app's origin, issuer and client. It is in IndexedDB and cannot be exported. The library
 * proves that it has the key to the token endpoint, to the userinfo endpoint, and to each of the `resourceServers`, which
 * have to allow the headers `Authorization` and `DPoP`, and to expose `DPoP-Nonce` and `WWW-Authenticate` (CORS).
 *
 * Where the browser denies IndexedDB, the key lasts as long as the page does, and after a reload the session is renewed.
 *
 * @see RFC 9449
 * @example
 * ```ts
 * provideAuth({ ...config, responseType: 'code' }, withSilentRenewal(), withDpop())
 * ```
 */
export function withDpop({ acceptBearer = false }: DpopOptions = {}): AuthFeature {
  return {
    ɵkind: 'dpop',
    ɵproviders: [
      {
        provide: ENVIRONMENT_INITIALIZER,
        multi: true,
        useValue: () => {
          const machine = inject(SessionMachine);
          if (typeof ngDevMode === 'undefined' || ngDevMode) warnOfImplicit(inject(AUTH_SETTINGS), machine);
          machine.dpop = port(acceptBearer);
        },
      },
    ],
  };
}

/** Says in the console that nothing is bound, once it is known how the app signs in. For dev mode. */
function warnOfImplicit(settings: AuthSettings, { states }: SessionMachine): void {
  states.pipe(first(({ status }) => status !== 'starting')).subscribe(() => {
    // Without a configuration, nobody knows.
    if (settings.responseType === 'code' || (settings.issuer as string | undefined) === undefined) return;
    console.warn(
      "ngx-implicit-auth: withDpop() binds tokens with responseType: 'code' alone: what comes through the address bar is " +
        "bound to nothing. Write responseType: 'code', or leave withDpop() out.",
    );
  });
}

function port(acceptsBearer: boolean): DpopPort {
  const injector = inject(Injector);
  let made: DpopPart | undefined;
  const load = async () => {
    if (made) return made;
    const { dpopPart } = await loadPart(import('./dpop-part'));
    return (made ??= dpopPart(injector));
  };
  return {
    acceptsBearer,
    thumbprint: async () => (await load()).thumbprint(),
    codeBinding: async () => (await load()).codeBinding(),
    fetch:
      (fetch, accessToken) =>
      async (...request) =>
        (await load()).fetch(fetch, accessToken, ...request),
    send: (...request) => made?.send(...request) ?? defer(load).pipe(switchMap((part) => part.send(...request))),
  };
}
