// What features bring to the session: each sets a port, and an app without the feature carries none of it.
import type { Observable } from 'rxjs';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import type { RenewalOutcome } from './renewal-outcome';
import type { SignInRequest } from './sign-in-request';
import type { SessionState, StoredSession } from './session-store';

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
   */
  renew(mayLeave?: boolean): Promise<RenewalOutcome>;
  /** Signs somebody in whom the server knows already; never rejects. */
  signIn(): Promise<RenewalOutcome>;
  /**
   * Begins to renew a session whose deadline has passed. Returns the state meanwhile, or `null` when there is no hope.
   */
  revive(session: StoredSession): SessionState | null;
  /** Sends a request, with a renewal before it or after it where one is needed. */
  aroundRequest<T>(send: () => Observable<T>): Observable<T>;
  /** How a guard has the session renewed by a redirect, if it is time and there is no other way; `null` otherwise. */
  byNavigation(): SignInRequest | null;
}

/** What a tab remembers of its renewals from page to page. A session is told from the next one by its `receivedAt`. */
export interface RenewalNotes {
  read(): RenewalNote;
  add(note: RenewalNote): void;
}

interface RenewalNote {
  /** Frames were found not to work here. */
  readonly framesBlocked?: boolean;
  /** The session for which the server, asked in a frame, wanted to show a page. */
  readonly refused?: number;
  /** The session that a redirect could not renew. */
  readonly failed?: number;
}

/**
 * How `withUserInfo()` completes a session by what the userinfo endpoint tells; rejects with `module_unavailable`
 * alone.
 *
 * @param mayReloadKeys - `false` once the keys have been fetched anew for the id_token: that is done once per sign-in
 */
export type AddUserInfo = (session: StoredSession, mayReloadKeys: boolean) => Promise<StoredSession>;

/**
 * How `withTabSync()` has one tab fetch the access token of a resource server, and the others take over its result.
 *
 * @param key - tells what the token is for
 * @param heldByNow - the token, if this tab has heard of it by then
 */
export type ShareAccessToken = (
  key: string,
  heldByNow: () => string | null,
  fetch: () => Promise<string>,
) => Promise<string>;
