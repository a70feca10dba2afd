import type { Observable } from 'rxjs';
import type { AuthContext } from '../authorization/auth-context';
import { silentContext } from '../hidden-frame/silent-request';
import type { ResourceServer } from '../settings/auth-config';
import { accessTokenSource } from './obtain-access-token';
import { sendWithAccessToken } from './send-with-access-token';
import { watchAccessToken } from './watch-access-token';

/** Deals with the access tokens of single resource servers. Loaded with the first of them, and made once. */
export type AccessTokensPart = ReturnType<typeof accessTokensPart>;

export function accessTokensPart(authContext: AuthContext) {
  const context = silentContext(authContext);
  const obtain = accessTokenSource(context);
  return {
    /**
     * Makes sure that the session has the token of the resource server at a URL, where that server has one of its own.
     */
    require: async (url: string): Promise<void> => {
      const listed = context.listedAt(url);
      if (typeof listed === 'object' && listed) await obtain(listed);
    },
    send: <T>(listed: ResourceServer, send: (accessToken: string | null) => Observable<T>): Observable<T> =>
      sendWithAccessToken(context.machine, (refused) => obtain(listed, refused), send),
    watch: (url: string): Observable<string | null> => watchAccessToken(context, obtain, url),
  };
}
