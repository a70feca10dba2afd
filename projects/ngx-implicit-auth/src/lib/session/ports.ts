// What features bring to the session: each sets a port, and an app without the feature carries none of it.
import type { HttpEvent, HttpHandlerFn, HttpRequest } from '@angular/common/http';
import type { Observable } from 'rxjs';
import type { Fetch } from '../protocol/fetch-json';
import type { AuthTextsGiven } from '../settings/auth-texts';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import type { RenewalOutcome } from './renewal-outcome';
import type { SignInRequest } from './sign-in-request';
import type { StoredSession } from './session-store';

/** How `withSilentRenewal()` keeps the session going beyond its deadline. */
export interface RenewalPort {
  readonly options: SilentRenewalOptions;
  /** The `id` of the frame in which a renewal runs. */
  readonly frameId: string;
  /** Whether this app has been loaded into such a frame itself, by a wrong setting. */
  readonly isInFrame: boolean;
  readonly notes: RenewalNotes;
  /**
   * Renews now, or joins the renewal under way; never rejects.
   *
   * @param mayLeave - whether the page may be left for it; `false` by default
   * @param inFrame - whether the server is to be asked, as a refresh token tells nothing of who is signed in there;
   * `false` by default
   */
  renew(mayLeave?: boolean, inFrame?: boolean): Promise<RenewalOutcome>;
  /** Signs somebody in whom the server knows already; never rejects. */
  signIn(): Promise<RenewalOutcome>;
  /** Whether a session is renewed in hidden frames: unless the app wants none, or they were found not to work for it. */
  usesFrames(sessionId?: string): boolean;
  /** Whether a session whose deadline has passed can still be renewed. */
  readonly mayRevive: boolean;
  /** Begins to renew a session whose deadline has passed. */
  revive(session: StoredSession): void;
  /** Looks at the clock: the device may have slept. */
  wake(isOnline: boolean): void;
  /** Sends a request, and renews the session before or after it where that is needed. */
  aroundRequest<T>(send: () => Observable<T>): Observable<T>;
  /**
   * The redirect by which a guard is to renew the session; `null` unless it is time, no frame can do it, and no
   * redirect has failed to.
   */
  byNavigation(): SignInRequest | null;
}

/** What a tab remembers of its renewals from page to page. docs/session.md has it as a table, with the way back from each. */
export interface RenewalNotes {
  read(): RenewalNote;
  add(note: RenewalNote): void;
}

interface RenewalNote {
  /** The resource servers whose tokens no refresh token brings, by what `accessTokenKey()` calls them. */
  readonly notByRefresh?: readonly string[];
  /** A frame has renewed a session here. */
  readonly framesWorked?: boolean;
  /** How many sessions frames have renewed here. */
  readonly renewals?: number;
  /** The `id` of the session for which frames were found not to work; empty while there was none. */
  readonly framesBlocked?: string;
  /** The `id` of the session for which the server has shown a page in the frame, although it was asked for none. */
  readonly pageShown?: string;
  /** The `receivedAt` of the session for which the server, asked in a frame, wanted to show a page. */
  readonly refused?: number;
  /** The `receivedAt` of the session that a redirect could not renew. */
  readonly failed?: number;
}

/**
 * How `withUserInfo()` adds to a session what the userinfo endpoint tells. Rejects with `module_unavailable` only.
 *
 * @param mayReloadKeys - `false` when the keys have been fetched anew for the id_token already: each sign-in does that
 * only once
 * @param before - the session that is renewed; `null` when there is none
 */
export type AddUserInfo = (
  session: StoredSession,
  mayReloadKeys: boolean,
  before: StoredSession | null,
) => Promise<StoredSession>;

/** How `withDpop()` proves that this browser has the key that access tokens are bound to. */
export interface DpopPort {
  /** Whether access tokens are accepted as well that are not bound to it. */
  readonly acceptsBearer: boolean;
  /** The hash by which the server knows the key. */
  thumbprint(): Promise<string>;
  /** The same, if the page that gets the code will have the key. */
  codeBinding(): Promise<string | undefined>;
  /** Like a `fetch`, and adds a proof to each request, and the access token if one is given. */
  fetch(fetch: Fetch, accessToken?: string): Fetch;
  /** Sends a request of the app's with an access token and a proof. */
  send(request: HttpRequest<unknown>, accessToken: string, next: HttpHandlerFn): Observable<HttpEvent<unknown>>;
}

/** How `withTabSync()` does something while no other tab does what has this name. */
export type InTurn = <T>(name: string, turn: () => Promise<T>) => Promise<T>;

/** How `withTabSync()` asks the other tabs for a newer form of a session, and waits a while for it. */
export type AskTabs = (session: StoredSession) => Promise<void>;

/**
 * How `withTabSync()` has one tab fetch the access token of a resource server, and the other tabs take it over.
 *
 * @param key - tells what the token is for
 * @param heldByNow - returns the token if another tab has passed it on to this one by then
 */
export type ShareAccessToken = (
  key: string,
  heldByNow: () => string | null,
  fetch: () => Promise<string>,
) => Promise<string>;

/** How `withTexts()` tells what people are to read, in the app's language of this moment. Rejects when the app's function fails. */
export type ReadTexts = () => Promise<AuthTextsGiven>;
