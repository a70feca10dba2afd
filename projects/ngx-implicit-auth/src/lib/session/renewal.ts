import type { Observable } from 'rxjs';
import type { AuthState, Session } from './auth-state';
import type { LoginOptions } from './login-options';
import type { RenewalNotes } from '../renewal/renewal-notes';
import type { RenewalOutcome } from './renewal-outcome';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import type { SignInRequest } from './sign-in-request';

/** What a sign-in that renews a session asks for. */
export const RENEWAL_BY_NAVIGATION: Pick<SignInRequest, 'prompt' | 'isRenewal'> = { prompt: 'none', isRenewal: true };

/** How the session goes on beyond its deadline. */
export interface Renewal {
  readonly options: SilentRenewalOptions;
  /** By what the frame of a renewal is told from others. */
  readonly frameId: string;
  /** Whether this app runs in the frame of a renewal itself, by a wrong setting. */
  readonly isInFrame: boolean;
  /**
   * Renews now, or joins the renewal under way; never rejects.
   *
   * @param mayLeave - whether the page may be left for it; `false` by default
   */
  renew(mayLeave?: boolean): Promise<RenewalOutcome>;
  /** Signs somebody in whom the server knows already; never rejects. */
  signIn(): Promise<RenewalOutcome>;
  /** Begins to renew a session whose deadline has passed. Returns the state meanwhile, or `null` when there is no hope. */
  revive(session: Session): AuthState | null;
  /** Sends a request, with a renewal before it or after it where one is needed. */
  aroundRequest<T>(send: () => Observable<T>): Observable<T>;
  /** What this tab remembers of its renewals. */
  readonly notes: RenewalNotes;
  /** How a guard has the session renewed by a redirect, if it is time and there is no other way; `null` otherwise. */
  byNavigation(): LoginOptions | null;
}
