import { DestroyRef, inject, Injectable } from '@angular/core';
import { AUTH_SETTINGS, storageKey } from './auth-settings';
import { sessionOf } from './auth-state';
import { SessionMachine } from './session-machine';
import { isRecord } from './stored-record';

/** The request by which a server tells this app that a person has signed out there. */
export interface FrontChannelRequest {
  readonly iss: string | null;
  readonly sid: string | null;
}

/**
 * Ends the session a server says has ended, in every tab: the server loads the app into a frame of its own, and that frame passes
 * the word on.
 */
@Injectable()
export class FrontChannel {
  readonly #machine = inject(SessionMachine);
  readonly #issuer = inject(AUTH_SETTINGS).issuer;
  readonly #channel =
    typeof BroadcastChannel === 'undefined'
      ? null
      : new BroadcastChannel(storageKey(inject(AUTH_SETTINGS), 'front-channel'));

  constructor() {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isRecord(data) && (data['sid'] === null || typeof data['sid'] === 'string')) this.#endSession(data['sid']);
    });
    inject(DestroyRef).onDestroy(() => this.#channel?.close());
  }

  /**
   * @returns whether the request is one of this server's
   * @see OpenID Connect Front-Channel Logout 1.0, section 2
   */
  signOut({ iss, sid }: FrontChannelRequest): boolean {
    const isOfThisServer = iss === null ? sid === null : iss === this.#issuer && sid !== null;
    if (!isOfThisServer) return false;
    this.#endSession(sid);
    this.#channel?.postMessage({ sid });
    return true;
  }

  #endSession(sid: string | null): void {
    const session = sessionOf(this.#machine.snapshot());
    if (!session || (sid !== null && session.claims?.sid !== sid)) return;
    this.#machine.signOut({ type: 'signed-out', reason: 'front-channel' });
  }
}
