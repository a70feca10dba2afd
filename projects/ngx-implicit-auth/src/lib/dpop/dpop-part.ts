import {
  HttpErrorResponse,
  HttpHeaders,
  HttpResponse,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpRequest,
} from '@angular/common/http';
import type { Injector } from '@angular/core';
import { catchError, from, switchMap, tap, throwError, type Observable } from 'rxjs';
import { authContext } from '../authorization/auth-context';
import type { Fetch } from '../protocol/fetch-json';
import { sessionOf } from '../session/auth-state';
import type { StoredSession } from '../session/session-store';
import { storageKey } from '../settings/auth-settings';
import { dpopKey, type DpopKey } from './dpop-key';
import { dpopProof } from './dpop-proof';

/** Proves to servers that this browser has the key. Loaded with the first request that needs it, and made once. */
export type DpopPart = ReturnType<typeof dpopPart>;

const NONCE = 'DPoP-Nonce';

export function dpopPart(injector: Injector) {
  const { machine, settings, platform } = authContext(injector);
  let key: Promise<DpopKey> | undefined;
  /** The newest nonce of each origin, which is good there alone. */
  const nonces = new Map<string, string>();
  const keyOfApp = () => (key ??= dpopKey(storageKey(settings, 'dpop')));

  const prove = async (method: string, url: URL, accessToken?: string) => {
    const nonce = nonces.get(url.origin);
    return dpopProof(await keyOfApp(), { method, url, accessToken, nonce }, platform.now());
  };
  /** Keeps the nonce of an answer; tells whether it is another one than that before. */
  const keepNonce = ({ origin }: URL, nonce: string | null) => {
    const isNew = nonce !== null && nonces.get(origin) !== nonce;
    if (nonce !== null) nonces.set(origin, nonce);
    return isNew;
  };

  return {
    thumbprint: async () => (await keyOfApp()).thumbprint,
    codeBinding: async () => {
      const { isKept, thumbprint } = await keyOfApp();
      return isKept ? thumbprint : undefined;
    },

    /** Fetches with a proof, and once more when the server wants a nonce in it. */
    fetch: async (fetch: Fetch, accessToken: string | undefined, url: string, init: RequestInit): Promise<Response> => {
      const target = new URL(url);
      const attempt = async () => {
        const headers = new Headers(init.headers);
        headers.set('DPoP', await prove(init.method ?? 'GET', target, accessToken));
        if (accessToken !== undefined) headers.set('authorization', `DPoP ${accessToken}`);
        const response = await fetch(url, { ...init, headers });
        return { response, hasNewNonce: keepNonce(target, response.headers.get(NONCE)) };
      };
      const { response, hasNewNonce } = await attempt();
      const wantsNonce = hasNewNonce && (await wantsNonceIn(response));
      return wantsNonce ? (await attempt()).response : response;
    },

    /**
     * Sends a request of the app's with a token and a proof, and once more when the API wants a nonce in it. A token that
     * is bound to nothing goes as a Bearer token; one that is bound to a key which is gone does not go, as if the API had
     * refused it: then the session is renewed.
     */
    send: (request: HttpRequest<unknown>, accessToken: string, next: HttpHandlerFn): Observable<HttpEvent<unknown>> => {
      const { method, urlWithParams } = request;
      // As the browser requests it, whatever form the URL is written in.
      const url = new URL(urlWithParams);
      const boundTo = bindingOf(sessionOf(machine.states.value), accessToken);
      if (!boundTo) return next(request.clone({ setHeaders: { Authorization: `Bearer ${accessToken}` } }));
      const attempt = () =>
        from(keyOfApp()).pipe(
          switchMap(({ thumbprint }) =>
            thumbprint === boundTo ? prove(method, url, accessToken) : throwError(() => keyIsGone(urlWithParams)),
          ),
          switchMap((proof) =>
            next(request.clone({ setHeaders: { Authorization: `DPoP ${accessToken}`, DPoP: proof } })),
          ),
          tap((event) => {
            if (event instanceof HttpResponse) keepNonce(url, event.headers.get(NONCE));
          }),
        );
      return attempt().pipe(
        catchError((failure: unknown) => {
          const isRefusal = failure instanceof HttpErrorResponse && failure.status === 401;
          const hasNewNonce = isRefusal && keepNonce(url, failure.headers.get(NONCE));
          const wantsNonce = hasNewNonce && namesNonce(failure.headers.get('WWW-Authenticate'));
          return wantsNonce ? attempt() : throwError(() => failure);
        }),
      );
    },
  };
}

/** The hash of the key that one of the session's tokens is bound to; `undefined` for a Bearer token. */
function bindingOf(session: StoredSession | null, accessToken: string): string | undefined {
  const tokens = [session, ...Object.values(session?.accessTokens ?? {})];
  return tokens.find((token) => token?.accessToken === accessToken)?.boundTo;
}

/** What a resource server answers to a token whose key the app does not have. */
function keyIsGone(url: string): HttpErrorResponse {
  const headers = new HttpHeaders({ 'WWW-Authenticate': 'DPoP error="invalid_token"' });
  return new HttpErrorResponse({ status: 401, statusText: 'The key is gone', headers, url });
}

/** Whether the token endpoint, or userinfo, refuses a request because a nonce is missing in its proof, or outdated. */
async function wantsNonceIn(response: Response): Promise<boolean> {
  if (response.status === 401 && namesNonce(response.headers.get('WWW-Authenticate'))) return true;
  if (response.status !== 400 && response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return (body as { readonly error?: unknown } | null)?.error === 'use_dpop_nonce';
}

/** Where CORS keeps the app from reading the challenge, a new nonce is enough. */
function namesNonce(challenge: string | null): boolean {
  return challenge === null || /\buse_dpop_nonce\b/.test(challenge);
}
