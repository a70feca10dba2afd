import type { HttpHandlerFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { absoluteUrl } from '../settings/absolute-url';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { AuthService } from '../sign-in/auth-service';
import { InterceptorUse } from './interceptor-use';

/**
 * Has an interceptor say in the console, once for each origin, that an API has refused a request that carried no token,
 * as it is not listed: misspelt, of another scheme, or forgotten. For dev mode.
 */
export function tellingOfUnlistedApis(next: HttpHandlerFn): HttpHandlerFn {
  const auth = inject(AuthService);
  const { unlisted } = inject(InterceptorUse);
  const { resourceServers = [], appBase } = inject(AUTH_SETTINGS);
  const listed = () =>
    resourceServers.map((server) => absoluteUrl(typeof server === 'string' ? server : server.url, appBase).href);
  return (request) =>
    next(request).pipe(
      tap({
        error: (failure: { readonly status?: unknown } | null) => {
          const { origin } = absoluteUrl(request.url, appBase);
          if (failure?.status !== 401 || request.headers.has('Authorization')) return;
          if (!auth.isAuthenticated() || unlisted.has(origin)) return;
          unlisted.add(origin);
          console.warn(
            `ngx-implicit-auth: ${origin} has answered 401 to a request that carried no token, as its URL is below none ` +
              `of resourceServers (${listed().join(', ') || 'there are none'}). If this API takes the access token, list ` +
              'its URL: scheme, host, port and path have to be the same.',
          );
        },
      }),
    );
}
