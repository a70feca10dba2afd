import type { Page, Tab } from '../page';
import type { Seen } from './seen';

interface Sent {
  readonly page: Page;
  isUnderWay: boolean;
  /** Whether the page has heard that the server goes on to take it. */
  isKept: boolean;
}

/** I11: a refresh token is sent once, by whatever page. */
export class RefreshTokens {
  readonly #seen: Seen;
  readonly #sent = new Map<string, Sent[]>();
  /** Those that may have been sent twice, as a tab could not know of the other. */
  readonly #excused = new Set<string>();
  /** The tabs whose storage was cleared: what they had noted is gone. */
  readonly #cleared = new Set<Tab>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  cleared(tab: Tab): void {
    this.#cleared.add(tab);
  }

  /** A page sends one. What is returned is called when the page hears of the answer, or does not wait any more. */
  sent(page: Page, refreshToken: string): (response?: Response | null) => void {
    const { tokenEndpoint } = this.#seen.world.server;
    const before = this.#sent.get(refreshToken)?.filter(({ isKept }) => !isKept) ?? [];
    if (before.some((other) => this.#cannotKnow(page, other.page))) this.#excused.add(refreshToken);
    else if (before.length) this.#seen.violate('I11', `${page.name} sends a refresh token once more`);
    const sent: Sent = { page, isUnderWay: true, isKept: false };
    this.#sent.set(refreshToken, [...(this.#sent.get(refreshToken) ?? []), sent]);
    return (response) => {
      if (!sent.isUnderWay) return;
      sent.isUnderWay = false;
      sent.isKept = !!response?.ok && tokenEndpoint.takes(refreshToken);
    };
  }

  wasSent(refreshToken: string): boolean {
    return this.#sent.has(refreshToken);
  }

  isUnderWay(page: Page): boolean {
    return [...this.#sent.values()].flat().some((sent) => sent.page === page && sent.isUnderWay);
  }

  /** The server has revoked nothing because of a refresh token that it got twice. */
  look(): void {
    for (const refreshToken of this.#seen.world.server.tokenEndpoint.reused)
      if (this.#sent.has(refreshToken) && !this.#excused.has(refreshToken))
        this.#seen.violate('I11', 'the server takes a refresh token for stolen');
  }

  /** Whether one page cannot know what the other has sent: one of them was denied the database that tells all tabs. */
  #cannotKnow(page: Page, other: Page): boolean {
    const areDenied = (what: 'indexedDB' | 'sessionStorage') => page.wasDenied.has(what) || other.wasDenied.has(what);
    if (!areDenied('indexedDB')) return false;
    return page.tab !== other.tab || areDenied('sessionStorage') || this.#cleared.has(page.tab);
  }
}
