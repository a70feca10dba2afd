import type { StoredSession } from '../../lib/session/session-store';
import { REPORTS } from '../../lib/testing/reports';
import type { Page } from '../page';
import type { Seen } from './seen';

/** I2: whose token a request to a resource server carries. */
export class Calls {
  readonly #seen: Seen;
  /** The session with which each was made, by its URL. */
  readonly #made = new Map<string, StoredSession | null>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** A request is made. */
  made(page: Page, url: string): void {
    page.run(() => page.app!.auth.snapshot());
    this.#made.set(url, this.#seen.of(page).ending);
  }

  /** It has reached a resource server. */
  arrived(page: Page, url: string, token: string | undefined): void {
    const seen = this.#seen;
    const { server, device } = seen.world;
    const grant = server.issued.get(token ?? '');
    if (!grant) return;
    if (grant.audience !== (url.startsWith(REPORTS) ? 'https://reports/' : ''))
      seen.violate('I2', `${url} gets the token of another resource server`);
    if (grant.expiresAt <= device.trueTime && !device.wasSetBack)
      seen.violate('I2', `${url} gets an expired token from ${page.name}`);
    const session = this.#made.get(url);
    const person = session && seen.personOf(session);
    if (seen.knowsPersons && person && person !== grant.person)
      seen.violate('I2', `${url} was asked for by ${person}, and is sent as ${grant.person}`);
  }
}
