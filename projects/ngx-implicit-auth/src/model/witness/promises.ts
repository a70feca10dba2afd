import { AuthError } from '../../lib/protocol/auth-error';
import type { Page } from '../page';
import type { Seen } from './seen';

interface Handed {
  readonly page: Page;
  readonly what: string;
  readonly step: number;
  isSettled: boolean;
  isRejected: boolean;
}

/** I5 and I7: what is handed out settles, and if it rejects, with an AuthError. */
export class Promises {
  readonly #seen: Seen;
  readonly #onThrown: (page: Page, what: string, thrown: unknown) => void;
  readonly #handed: Handed[] = [];

  /** @param onThrown - looks at each thing that a promise rejects with */
  constructor(seen: Seen, onThrown: (page: Page, what: string, thrown: unknown) => void) {
    this.#seen = seen;
    this.#onThrown = onThrown;
  }

  handOut(page: Page, what: string, promise: Promise<unknown>): void {
    const { step } = this.#seen.world.device;
    const handed: Handed = { page, what, step, isSettled: false, isRejected: false };
    this.#handed.push(handed);
    promise.then(
      () => (handed.isSettled = true),
      (thrown: unknown) => {
        handed.isSettled = handed.isRejected = true;
        this.#onThrown(page, what, thrown);
        if (!(thrown instanceof AuthError)) this.#seen.violate('I7', `${what} rejects with ${String(thrown)}`);
        else if (thrown.code === 'internal_error') this.#seen.violate('I7', `${what}: ${String(thrown.cause)}`);
      },
    );
  }

  isPending(page: Page, what: string): boolean {
    return this.#handed.some((one) => one.page === page && one.what === what && !one.isSettled);
  }

  /** Something was thrown that nobody has caught. */
  thrown(page: Page | null, thrown: unknown): void {
    if (page && thrown instanceof AuthError && thrown.code !== 'internal_error') return;
    const how = thrown instanceof Error ? (thrown.stack ?? '') : String(thrown);
    this.#seen.violate('I7', `${page?.name ?? 'somewhere'} throws ${how}`);
  }

  finish(): void {
    for (const { page, what, step, isSettled, isRejected } of this.#handed) {
      if (!page.isRunning || page.tab.page !== page) continue;
      if (!isSettled) this.#seen.violate('I5', `${what} of ${page.name} never settles`);
      const { redirects, gaveUpAt, answered } = this.#seen.of(page);
      const hasLeft = redirects.some((redirect) => redirect.step >= step);
      if (what === 'login()' && !isRejected && !hasLeft && gaveUpAt < step && answered === null)
        this.#seen.violate('I6', `${page.name} does not leave for a sign-in that was asked for`);
    }
  }
}
