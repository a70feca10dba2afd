import type { Injector } from '@angular/core';
import { from, switchMap, type Observable } from 'rxjs';
import { loadModule } from '../session/load-module';
import type { ResourceServer } from '../settings/resource-server';

const loadAccessTokens = () => loadModule(import('./access-tokens-part'));

/** The access token for a URL; see `AuthService.accessTokenFor`. */
export function accessTokenFor(injector: Injector, url: string): Observable<string | null> {
  return from(loadAccessTokens()).pipe(switchMap((module) => module.accessTokenFor(injector, url)));
}

/** Sends a request with the token of its resource server. */
export function sendWithAccessToken<T>(
  injector: Injector,
  listed: ResourceServer,
  send: (accessToken: string | null) => Observable<T>,
): Observable<T> {
  return from(loadAccessTokens()).pipe(switchMap((module) => module.sendWithAccessToken(injector, listed, send)));
}

/** The access token of a resource server, fetched if need be. */
export async function obtainAccessToken(injector: Injector, listed: ResourceServer): Promise<string> {
  return (await loadAccessTokens()).obtainAccessToken(injector, listed);
}
