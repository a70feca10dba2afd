import { FRESH_SECONDS } from '../app';
import type { Page, Tab } from '../page';
import type { Seen } from './seen';

/** So long a token is not asked for again that the server does not give out silently. */
const SILENCE_MS = 59_000;

/** I9: the server is not asked again at once for what it has refused, or has just done. */
export class Refusals {
  readonly #seen: Seen;
  /** When the server has refused a page a token without asking the person. */
  readonly #tokens = new Map<Page, { readonly at: number; readonly session: number | undefined }>();
  /** The renewal that a tab has last left the page for, and whether the server has refused it. */
  readonly #renewals = new Map<Tab, { readonly receivedAt: number; isRefused: boolean }>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** A page leaves for a silent renewal. */
  leavesToRenew(page: Page): void {
    const receivedAt = this.#seen.of(page).ending?.receivedAt ?? 0;
    const last = this.#renewals.get(page.tab);
    if (last?.receivedAt === receivedAt && last.isRefused && !page.wasDenied.has('sessionStorage'))
      this.#seen.violate('I9', `${page.name} leaves once more for a renewal that the server has refused`);
    this.#renewals.set(page.tab, { receivedAt, isRefused: false });
  }

  /** What a tab had noted is gone. */
  cleared(tab: Tab): void {
    this.#renewals.delete(tab);
  }

  /** The server answers the redirect of a tab with an error. */
  refusedByServer(tab: Tab): void {
    const last = this.#renewals.get(tab);
    if (last && tab.atServer?.includes('prompt=none')) last.isRefused = true;
  }

  /** A page leaves because a route wants a person who has authenticated of late. */
  asksToBeFresh(page: Page): void {
    const { device } = this.#seen.world;
    const grant = this.#seen.world.server.issued.get(this.#seen.sessionIn(page)?.idToken ?? '');
    const asked = this.#seen.asked.get(grant?.state ?? '');
    if (!grant || asked?.maxAge !== String(FRESH_SECONDS) || asked.step < device.setAt) return;
    if (device.trueTime - grant.authenticatedAt < (FRESH_SECONDS - 1) * 1000)
      this.#seen.violate('I9', `${page.name} asks a person to authenticate who has just done so`);
  }

  /** A page asks for a token in a hidden frame. */
  asksSilently(url: string, page: Page): void {
    const { device, setup } = this.#seen.world;
    if (!isForToken(url) || setup.framing !== 'allowed') return;
    const last = this.#tokens.get(page);
    if (!last || last.session !== this.#seen.of(page).ending?.receivedAt) return;
    if (device.trueTime - last.at < SILENCE_MS && !device.setAt)
      this.#seen.violate('I9', `${page.name} asks at once for a token that the server does not give out silently`);
  }

  /** A page hears in a hidden frame that the server refuses what it has asked for. */
  hears(url: string, page: Page): void {
    if (!isForToken(url)) return;
    this.#tokens.set(page, { at: this.#seen.world.device.trueTime, session: this.#seen.of(page).ending?.receivedAt });
  }
}

function isForToken(url: string): boolean {
  return new URL(url).searchParams.has('audience');
}
