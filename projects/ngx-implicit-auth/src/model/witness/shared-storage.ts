import { parseJson } from '../../lib/session/auth-storage';
import type { StoredSession } from '../../lib/session/session-store';
import { SESSION_KEY, type Seen } from './seen';
import type { SignOuts } from './sign-outs';

/** I6: no tab throws out of the storage that it shares what another one still goes on with. */
export class SharedStorage {
  readonly #seen: Seen;
  readonly #signOuts: SignOuts;
  /** The session that the tabs have last had there. */
  #last: StoredSession | null = null;
  /** Whether a tab has found another person at the server: then nobody goes on with what was stored. */
  #wasOfOther = false;

  constructor(seen: Seen, signOuts: SignOuts) {
    this.#seen = seen;
    this.#signOuts = signOuts;
  }

  /** A tab has found another person at the server. */
  otherPerson(): void {
    this.#wasOfOther = true;
  }

  look(): void {
    const { setup, localStorage, device, runningPages } = this.#seen.world;
    if (setup.storage !== 'shared' || this.#seen.wasDenied || device.wasSetBack) return;
    const before = this.#last;
    this.#last = parseJson(localStorage.getItem(SESSION_KEY)) as StoredSession | null;
    if (!before || this.#last || this.#wasOfOther || !this.#signOuts.canGoOn(before)) return;
    const owner = runningPages.find(
      (page) => page.app && this.#seen.sessionIn(page)?.accessToken === before.accessToken,
    );
    if (owner) this.#seen.violate('I6', `the session of ${owner.name} is not stored any more`);
  }
}
