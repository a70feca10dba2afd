import type { StoredSession } from '../../lib/session/session-store';
import type { Page } from '../page';
import { accessTokensOf, type Seen } from './seen';

/** I3, and of I2 that a session is one person's: where a session comes from. */
export class Answers {
  readonly #seen: Seen;
  readonly #taken = new Map<string, Page>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** A page shows a session: the server has issued it, and its answer was not refused. */
  expectRightful(page: Page, session: StoredSession): void {
    const grant = this.#seen.grantOf(session);
    if (!grant) this.#seen.violate('I3', `${page.name} has a token that the server has never issued`);
    else if (grant.isForged) this.#seen.violate('I3', `${page.name} takes a forged answer`);
  }

  /** A page has taken the answer that it was opened with. */
  expectOwn(page: Page): void {
    const grant = this.#seen.grantOf(this.#seen.sessionIn(page));
    if (grant?.state === undefined || this.#seen.of(page).answered !== grant.state) return;
    if (!this.#seen.asked.get(grant.state)?.tabs.has(page.tab))
      this.#seen.violate('I3', `${page.name} takes an answer that it has not asked for`);
    const other = this.#taken.get(grant.state);
    if (other && other !== page && other.tab === page.tab)
      this.#seen.violate('I3', `${page.name} takes the answer that ${other.name} has taken`);
    this.#taken.set(grant.state, page);
  }

  /** All that a page knows is of one person. */
  expectOnePerson(page: Page): void {
    const session = this.#seen.sessionIn(page);
    if (!session || !this.#seen.knowsPersons) return;
    const { issued } = this.#seen.world.server;
    const tokens = [...accessTokensOf(session), session.idToken];
    const persons = new Set<string | undefined>([
      ...tokens.flatMap((token) => issued.get(token ?? '')?.person ?? []),
      ...(session.claims ? [session.claims.sub] : []),
    ]);
    if (persons.size > 1) this.#seen.violate('I2', `the session of ${page.name} is of ${[...persons].join(' and ')}`);
  }

  /** No storage keeps a token of an answer that was refused. */
  expectNoneKept(): void {
    const { localStorage, tabs, server } = this.#seen.world;
    const kept = [localStorage, ...tabs.map(({ storage }) => storage)].map((storage) => storage.dump()).join();
    for (const [token, { isForged }] of server.issued)
      if (isForged && kept.includes(token)) this.#seen.violate('I3', 'a token of a refused answer is kept');
  }

  /** What a renewal brings does not forget what was known of the person. */
  expectNotForgotten(page: Page, before: StoredSession | null, session: StoredSession): void {
    const isForgotten = before?.claims?.nickname !== undefined && session.claims?.nickname === undefined;
    if (this.#seen.knowsPersons && before?.id === session.id && isForgotten)
      this.#seen.violate('I6', `${page.name} has forgotten by a renewal what it knew of the person`);
  }

  /** A session that a page begins with was not received in the future. */
  expectNotFromFuture(page: Page, session: StoredSession): void {
    if (session.receivedAt > this.#seen.world.device.now + 60_000)
      this.#seen.violate('I2', `${page.name} has a session from the future, which may have ended long ago`);
  }
}
