import type { AuthEvent } from '../../lib/session/auth-event';
import { sessionOf, type AuthState } from '../../lib/session/auth-state';
import { isLive, type StoredSession } from '../../lib/session/session-store';
import type { Page } from '../page';
import type { Answers } from './answers';
import type { Endings } from './endings';
import type { Secrets } from './secrets';
import { tokenOf, type Seen } from './seen';
import type { SharedStorage } from './shared-storage';
import type { SignOuts } from './sign-outs';

/** After these a page has told what became of its session at the server. */
const TELLS_OF_SESSION: readonly AuthEvent['type'][] = [
  'renewal-ended',
  'session-check-stopped',
  'session-expired',
  'session-received',
  'signed-out',
];

/** Who judges what is heard. */
interface Judges {
  readonly answers: Answers;
  readonly endings: Endings;
  readonly secrets: Secrets;
  readonly sharedStorage: SharedStorage;
  readonly signOuts: SignOuts;
}

/** Two subscribers in each page, who hear of everything. The first may act on it. */
export class Subscribers {
  readonly #seen: Seen;
  readonly #judges: Judges;
  /** What the first does when it hears of something next. */
  readonly reactions = new Map<Page, () => void>();

  constructor(seen: Seen, judges: Judges) {
    this.#seen = seen;
    this.#judges = judges;
  }

  watch(page: Page): void {
    const { auth } = page.app!;
    const { told } = this.#seen.of(page);
    auth.state$.subscribe((state) => {
      told[0].push(state.status);
      this.#enters(page, state);
      this.#react(page);
    });
    auth.events$.subscribe((event) => {
      told[0].push(event.type);
      this.#hears(page, event);
      this.#react(page);
    });
    auth.state$.subscribe((state) => {
      told[1].push(state.status);
      if (auth.state() !== state)
        this.#seen.violate('I4', `the signal of ${page.name} does not tell what the stream tells`);
    });
    auth.events$.subscribe(({ type }) => told[1].push(type));
  }

  #react(page: Page): void {
    const reaction = this.reactions.get(page);
    if (!reaction) return;
    this.reactions.delete(page);
    reaction();
  }

  #enters(page: Page, state: AuthState): void {
    const seen = this.#seen.of(page);
    const before = sessionOf(seen.state) as StoredSession | null;
    const session = sessionOf(state) as StoredSession | null;
    const wasRenewing = seen.state.status === 'renewing';
    seen.state = state;
    // Where the configuration comes at run time, that is later than the page is opened.
    if (state.status === 'completing') this.#seen.completes(seen.answered ?? '');
    seen.lost = null;
    this.#judges.secrets.shown(page, state);
    if (!session) seen.isChanged = false;
    if (session && tokenOf(session) !== null) {
      if (tokenOf(session) !== tokenOf(before)) {
        this.#judges.answers.expectRightful(page, session);
        this.#judges.signOuts.expectNotSignedOut(page, session, 'is signed in again');
      }
      if (seen.told[0].length === 1) this.#judges.answers.expectNotFromFuture(page, session);
      this.#judges.answers.expectNotForgotten(page, before, session);
      seen.ending = seen.last = session;
      seen.hasBeenSignedOut = true;
    } else if (['signed-out', 'failed', 'redirecting'].includes(state.status)) {
      if (!session && tokenOf(before) !== null && isLive(before!, this.#seen.world.device.now)) seen.lost = before;
      if (state.status !== 'redirecting') seen.ending = null;
    } else if (state.status === 'renewing' && !session && !wasRenewing) {
      seen.ending = seen.last ?? seen.stored;
    }
  }

  #hears(page: Page, event: AuthEvent): void {
    const seen = this.#seen.of(page);
    if (event.type === 'signed-out') seen.gaveUpAt = this.#seen.world.device.step;
    if (event.type === 'signed-out' || event.type === 'session-expired') {
      seen.hasBeenSignedOut = true;
      seen.lost = null;
    }
    if (event.type === 'session-check-stopped') this.#judges.endings.checkStops(page, seen.isChanged);
    if (TELLS_OF_SESSION.includes(event.type)) seen.isChanged = false;
    if (event.type === 'signed-in') this.#judges.answers.expectOwn(page);
    if (event.type === 'signed-out' && event.reason === 'other-person') this.#judges.sharedStorage.otherPerson();
    if (event.type === 'signed-out' && event.reason === undefined) this.#judges.signOuts.told(page);
    // Only what belongs to the server's session has ended with it.
    if (event.type === 'signed-out' && event.reason === 'session-ended')
      this.#judges.signOuts.told(page, this.#seen.world.server.issued.get(seen.last?.idToken ?? '')?.sid);
    this.#judges.endings.hears(page, event);
    this.#judges.secrets.told(page, `the event ${event.type}`, event);
    const error =
      'error' in event ? event.error : 'outcome' in event && 'error' in event.outcome ? event.outcome.error : null;
    if (error?.code === 'internal_error')
      this.#seen.violate('I7', `${page.name}: ${event.type} because of ${String(error.cause)}`);
  }
}
