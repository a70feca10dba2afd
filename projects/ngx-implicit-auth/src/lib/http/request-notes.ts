import { HttpResponse, type HttpEvent, type HttpHandlerFn, type HttpRequest } from '@angular/common/http';
import { inject, Injectable, signal, untracked } from '@angular/core';
import { defer, finalize, tap, type Observable } from 'rxjs';
import { AuthError, type AuthErrorCode } from '../protocol/auth-error';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { absoluteUrl } from '../settings/absolute-url';
import type { ResourceServer } from '../settings/auth-config';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import { hasOwnToken, type ListedServer } from '../settings/resource-servers';

/** Why a request carried no token of the library's. */
type WithoutToken =
  | 'own-header'
  | 'skipped'
  | 'not-configured'
  | 'not-listed'
  | 'other-scheme'
  | 'other-method'
  | 'predicate'
  | 'nobody-signed-in'
  | 'no-access-token'
  | 'other-person';

/** What became of a request that has passed the interceptor. Holds no token, and of the URL neither query nor fragment. */
export interface RequestNote {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Origin and path. */
  readonly address: string;
  /** The URL of the entry of `resourceServers` that the request belongs to; `null` when it belongs to none. */
  readonly server: string | null;
  /** Whose token it carried: the session's, or the one of this resource server alone; `null` when it carried none. */
  readonly token: 'session' | 'own' | null;
  /** How it carried the token, as `Bearer` or `DPoP`; `null` when it carried none. */
  readonly scheme: string | null;
  /** Why it carried none; `null` when it carried one. */
  readonly without: WithoutToken | AuthErrorCode | null;
  /** The status of the answer, 0 when the browser gave none; `null` while there is none. */
  readonly answer: number | 'cancelled' | 'not sent' | null;
}

/** How many requests are remembered. */
const LIMIT = 50;

/** The latest requests that have passed the interceptor, the newest first. Kept in dev mode only. */
@Injectable({ providedIn: 'root' })
export class RequestNotes {
  readonly #latest = signal<readonly RequestNote[]>([]);
  readonly latest = this.#latest.asReadonly();

  /** Adds a note, and returns what puts the answer into it. */
  readonly add = (note: RequestNote): ((answer: RequestNote['answer']) => void) => {
    // Whoever sends a request may do so where signals are only read.
    const change = (notes: (before: readonly RequestNote[]) => readonly RequestNote[]) => {
      untracked(() => {
        this.#latest.update(notes);
      });
    };
    change((notes) => [note, ...notes].slice(0, LIMIT));
    let latest = note;
    return (answer) => {
      const before = latest;
      latest = { ...before, answer };
      change((notes) => notes.map((each) => (each === before ? latest : each)));
    };
  };
}

/** What the interceptor has found out about a request. */
interface Found {
  /** The entries of `resourceServers` at its URL; `undefined` for a URL that is not listed. */
  readonly entries: readonly ListedServer[] | undefined;
  /** The one of them that it is for. */
  readonly listed: ListedServer | undefined;
  /** Whether the app wants no token for it. */
  readonly isSkipped: boolean;
}

/** Hands each request on, and notes it. */
interface NotingHandler extends HttpHandlerFn {
  readonly handsOnTo: HttpHandlerFn;
  readonly noteUnsent: (code: AuthErrorCode) => void;
}

/**
 * Makes the note of each sending of a request: what became of it, and why it carries no token if it carries none. For
 * dev mode; in an injection context.
 */
export function notingRequests(
  asked: HttpRequest<unknown>,
  handler: HttpHandlerFn | NotingHandler,
  { entries = [], listed, isSkipped }: Found,
): HttpHandlerFn {
  // Whoever subscribes to a request once more, as another interceptor may, has each sending noted once all the same.
  const handsOnTo = 'handsOnTo' in handler ? handler.handsOnTo : handler;
  const { add } = inject(RequestNotes);
  const machine = inject(SessionMachine);
  const settings = inject(AUTH_SETTINGS);
  const server = listed ?? entries[0];
  const token = listed && hasOwnToken(listed) ? 'own' : 'session';

  const withoutToken = (): WithoutToken => {
    if (isSkipped) return asked.headers.has('Authorization') ? 'own-header' : 'skipped';
    if (!settings.resourceServerAt) return 'not-configured';
    if (!server) return isOfOtherScheme(asked.url, settings) ? 'other-scheme' : 'not-listed';
    if (!listed) return entries.some((entry) => isForMethod(entry, asked.method)) ? 'predicate' : 'other-method';
    const session = sessionOf(machine.states.value);
    if (!session) return 'nobody-signed-in';
    return token === 'session' && session.accessToken === null ? 'no-access-token' : 'other-person';
  };
  const note = (about: Pick<RequestNote, 'token' | 'scheme' | 'without' | 'answer'>) =>
    add({
      at: Date.now(),
      method: asked.method,
      address: addressOf(absoluteUrl(asked.url, settings.appBase)),
      server: server ? urlOf(server) : null,
      ...about,
    });

  const send = (request: HttpRequest<unknown>) =>
    defer(() => {
      const [scheme] = isSkipped ? [] : (request.headers.get('Authorization')?.split(' ') ?? []);
      const answered = note(
        scheme === undefined
          ? { token: null, scheme: null, without: withoutToken(), answer: null }
          : { token, scheme, without: null, answer: null },
      );
      return noteAnswer(handsOnTo(request), answered);
    });
  const noteUnsent = (without: AuthErrorCode) => {
    note({ token: null, scheme: null, without, answer: 'not sent' });
  };
  return Object.assign(send, { handsOnTo, noteUnsent });
}

/** Notes that a request was not sent, as its token could not be had. For dev mode. */
export function notingUnsent<T>(handler: HttpHandlerFn | NotingHandler, sending: Observable<T>): Observable<T> {
  return sending.pipe(
    tap({
      error: (failure: unknown) => {
        if ('noteUnsent' in handler && failure instanceof AuthError) handler.noteUnsent(failure.code);
      },
    }),
  );
}

function noteAnswer(
  events: Observable<HttpEvent<unknown>>,
  answered: (answer: RequestNote['answer']) => void,
): Observable<HttpEvent<unknown>> {
  let isAnswered = false;
  const answer = (status: number) => {
    isAnswered = true;
    answered(status);
  };
  return events.pipe(
    tap({
      next: (event) => {
        if (event instanceof HttpResponse) answer(event.status);
      },
      error: (failure: { readonly status?: unknown } | null) => {
        answer(typeof failure?.status === 'number' ? failure.status : 0);
      },
    }),
    finalize(() => {
      if (!isAnswered) answered('cancelled');
    }),
  );
}

/** Whether a URL is on the host of a resource server, by another scheme. */
function isOfOtherScheme(url: string, { resourceServers, appBase }: AuthSettings): boolean {
  const { host, protocol } = absoluteUrl(url, appBase);
  return [resourceServers ?? []].flat().some((entry) => {
    const listed = absoluteUrl(urlOf(entry), appBase);
    return listed.host === host && listed.protocol !== protocol;
  });
}

function isForMethod({ methods }: ListedServer, method: string): boolean {
  return !methods || methods.some((name) => name.toUpperCase() === method);
}

/** An address without user name, query and fragment; of a URL that is no address, the scheme. */
function addressOf({ protocol, host, pathname }: URL): string {
  return host ? `${protocol}//${host}${pathname}` : protocol;
}

function urlOf(entry: string | ResourceServer): string {
  return typeof entry === 'string' ? entry : entry.url;
}
