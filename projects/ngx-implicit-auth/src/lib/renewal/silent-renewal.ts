import { DestroyRef, inject, Injector, NgZone } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import { loadPart } from '../session/load-part';
import type { RenewalPort } from '../session/ports';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { signedOut } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import type { SignInRequest } from '../session/sign-in-request';
import { whenPassed } from '../session/when-passed';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import { renewAroundRequest } from './renew-around-request';
import { renewalBegan, renewalFailed } from './renewal-inputs';
import { renewalNotes } from './renewal-notes';
import type { RenewalPart } from './renewal-part';
import { renewalTime } from './renewal-time';
import { SHARED_RENEWAL, type RenewalResult } from './shared-renewal';

/** The pause after a renewal that could not even begin, in milliseconds. */
const PAUSE_MS = 60_000;

/**
 * Renews each session shortly before its deadline, on demand, and when the device wakes up after the deadline. There is
 * one renewal of a session at a time, and whoever asks meanwhile shares it.
 */
export class SilentRenewal implements RenewalPort {
  readonly #machine = inject(SessionMachine);
  readonly #injector = inject(Injector);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #share = inject(SHARED_RENEWAL, { optional: true });
  readonly #over = new AbortController();
  readonly notes = renewalNotes(inject(AUTH_SETTINGS), this.#platform);
  readonly aroundRequest = renewAroundRequest(this.#machine, this.#platform, () => this.#load());
  readonly frameId = 'ngx-implicit-auth-renewal';
  readonly isInFrame = (globalThis as { frameElement?: Element | null }).frameElement?.id === this.frameId;
  /** What is under way for each session, by its `id`; `undefined` stands for a silent sign-in. */
  readonly #underWay = new Map<string | undefined, Promise<RenewalOutcome>>();
  /** The `receivedAt` of the session that a renewal is planned for. */
  #receivedAt = 0;
  /** When the session is to be renewed; never, once there is no use in trying. */
  #at = 0;
  /** When it is to be tried again, after a renewal that brought no answer; 0 otherwise. */
  #retryAt = 0;
  /**
   * Finds the session that has ended only because no answer came, unless somebody has signed out since. It is renewed as
   * soon as the server answers.
   */
  #lost: (() => StoredSession | null) | null = null;
  #cancel: (() => void) | undefined;

  #part: RenewalPart | undefined;

  constructor(readonly options: SilentRenewalOptions) {
    this.#machine.renewal = this;
    this.#machine.states.subscribe(() => {
      this.#lost = null;
      this.#plan();
    });
    inject(DestroyRef).onDestroy(() => {
      this.#over.abort();
      this.#cancel?.();
    });
  }

  renew(mayLeave?: boolean, inFrame?: boolean): Promise<RenewalOutcome> {
    // snapshot() may itself begin a renewal.
    const state = this.#machine.snapshot();
    const shown = sessionOf(state);
    const ending = this.#machine.ending();
    const underWay = this.#underWay.get(ending?.id);
    if (underWay) return underWay;
    // Past the deadline, apps see the session without the tokens by which it is renewed.
    const session = shown || state.status === 'renewing' ? ending : this.#lost?.();
    if (!session) return Promise.resolve(interactionRequired());
    if (this.#staysHere()) return this.#begin(session, shown, inFrame);
    return this.#load().then(({ renewByNavigation }) => renewByNavigation(mayLeave), unreachable);
  }

  signIn(): Promise<RenewalOutcome> {
    return this.#staysHere() ? this.#begin(null, null) : Promise.resolve(interactionRequired());
  }

  usesFrames(sessionId = ''): boolean {
    return this.options.strategy !== 'navigation' && this.notes.read().framesBlocked !== sessionId;
  }

  get mayRevive(): boolean {
    return this.#staysHere() && this.#at !== Infinity;
  }

  revive(session: StoredSession): void {
    const begin = () => this.#attempt(session, null);
    if (!document.hidden) void begin();
    else {
      this.#machine.holdBack(
        this.#load().then((part) => {
          part.reviveLater(session, this.#retryAt, begin);
        }, begin),
      );
    }
  }

  byNavigation(): SignInRequest | null {
    const session = sessionOf(this.#machine.states.value);
    if (!session || this.#underWay.has(session.id) || this.#platform.now() < renewalTime(session, this.options, 0))
      return null;
    const { refused, failed, pageShown } = this.notes.read();
    const isLastResort = !this.#staysHere() || refused === session.receivedAt;
    // Whom the server shows a page in any case would be stranded there, asked for none.
    const isSilent = pageShown !== session.id;
    return isLastResort && failed !== session.receivedAt ? { purpose: { type: 'renewal', isSilent } } : null;
  }

  /** @throws AuthError `module_unavailable` */
  async #load(): Promise<RenewalPart> {
    const { renewalPart } = await loadPart(import('./renewal-part'));
    return (this.#part ??= renewalPart(this.#injector));
  }

  wake(isOnline: boolean): void {
    // Where nobody looks, what is planned is spread already.
    if (!document.hidden) {
      const now = this.#platform.now();
      if (this.#retryAt && isOnline) this.#at = now;
      if (this.#lost && this.#at <= now) void this.renew();
    }
    this.#plan();
  }

  #plan(): void {
    const state = this.#machine.states.value;
    this.#cancel?.();
    if (state.status !== 'signed-in') return;
    const { session } = state;
    if (session.receivedAt !== this.#receivedAt) {
      this.#receivedAt = session.receivedAt;
      this.#at = renewalTime(session, this.options, Math.random());
      this.#retryAt = 0;
    }
    if (!this.#staysHere() || this.#at === Infinity) return;
    // Loaded now: by the time that they are needed, the device may be offline, or another version of the app deployed.
    this.#load()
      .then((part) => part.prepare(session))
      .catch(() => {});
    // Outside the zone, for the reason that the timer of the deadline is.
    this.#cancel = this.#zone.runOutsideAngular(() =>
      whenPassed(this.#at, this.#platform.now, () => {
        void this.renew();
      }),
    );
  }

  /** Begins to renew a session, or without one to sign somebody in; `shown` is the session that apps see meanwhile. */
  #begin(session: StoredSession | null, shown: StoredSession | null, inFrame?: boolean): Promise<RenewalOutcome> {
    const outcome = this.#attempt(session, shown, inFrame);
    this.#machine.send(renewalBegan(shown, session));
    return outcome;
  }

  #attempt(session: StoredSession | null, shown: StoredSession | null, inFrame?: boolean): Promise<RenewalOutcome> {
    const underWay = this.#underWay.get(session?.id) ?? this.#ask(session, inFrame);
    this.#underWay.set(session?.id, underWay);
    if (!shown) this.#machine.holdBack(underWay);
    return underWay;
  }

  async #ask(session: StoredSession | null, inFrame?: boolean): Promise<RenewalOutcome> {
    const { signal } = this.#over;
    const signOuts = this.#machine.signOuts.last();
    const renew = async (pausesUntil?: number) => (await this.#load()).renew(session, inFrame, pausesUntil);
    const asked = this.#share ? this.#share(session, renew, signal, this.#at) : renew();
    const result = await asked.catch((thrown: unknown): RenewalResult => ({ outcome: unreachable(thrown) }));
    this.#underWay.delete(session?.id);
    return signal.aborted ? result.outcome : this.#settle(session, result, signOuts);
  }

  #settle(
    session: StoredSession | null,
    { outcome: answered, renewed: answer, isAside, retryAt = this.#platform.now() + PAUSE_MS }: RenewalResult,
    signOuts: number,
  ): RenewalOutcome | Promise<RenewalOutcome> {
    const machine = this.#machine;
    const current = machine.ending();
    // A sign-out, a sign-in or another tab's session that came in between has the last word.
    const goesOn = current?.id === session?.id && current?.receivedAt === session?.receivedAt;
    const isRenewing = machine.states.value.status === 'renewing';
    if (!goesOn || (!session && !isRenewing)) {
      if (!current) return interactionRequired();
      // What another tab has sent meanwhile has expired by now, and waits for this.
      return isRenewing ? this.#attempt(current, null) : { status: 'renewed' };
    }
    // Somebody may have signed out in another tab whose message did not get here.
    const isSignedOut = machine.signOuts.hasEnded(answer ?? session, signOuts);
    const outcome = isSignedOut ? interactionRequired() : answered;
    this.#retryAt = outcome.status === 'unreachable' ? retryAt : 0;
    this.#at = this.#retryAt || (isAside ? this.#at : Infinity);
    const told = { type: 'renewal-ended', outcome } as const;
    if (outcome.status === 'other-person') machine.send(signedOut('other-person', told));
    else if (isSignedOut) machine.send(signedOut('other-tab', told));
    else if (answer && this.#part) machine.send(this.#part.renewed(answer, told));
    else {
      machine.send(renewalFailed(told));
      if (this.#retryAt && machine.states.value.status === 'signed-out') {
        this.#lost = () => (machine.signOuts.hasEnded(session, signOuts) ? null : session);
      }
    }
    return outcome;
  }

  /** Whether the session that there is can be renewed without leaving the page, or without one somebody signed in. */
  #staysHere(session = this.#machine.ending()): boolean {
    return !!session?.[REFRESH_TOKEN] || this.usesFrames(session?.id);
  }
}

/** The outcome when what renews sessions cannot be loaded, or the browser refuses the lock by which tabs take turns. */
function unreachable(thrown: unknown): RenewalOutcome {
  const error = thrown instanceof AuthError ? thrown : new AuthError('internal_error', 'The renewal has failed.');
  return { status: 'unreachable', error };
}

function interactionRequired(): RenewalOutcome {
  return {
    status: 'interaction-required',
    error: new AuthError('interaction_required', 'There is no session to renew. Sign in.'),
  };
}
