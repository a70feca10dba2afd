import { PlatformLocation, type LocationChangeListener } from '@angular/common';

interface HistoryEntry {
  readonly url: URL;
  readonly state: unknown;
}

/** An address bar and its history: what `BrowserPlatformLocation` does, without a browser. */
export class FakePlatformLocation extends PlatformLocation {
  readonly #listeners = new Set<LocationChangeListener>();
  readonly #baseHref: string;
  #entries: HistoryEntry[];

  constructor(url: string, { baseHref = '/', state = null }: { baseHref?: string; state?: unknown } = {}) {
    super();
    this.#baseHref = baseHref;
    this.#entries = [{ url: new URL(url), state }];
  }

  /** Every URL in the history, the current one last. */
  get urls(): readonly string[] {
    return this.#entries.map(({ url }) => url.href);
  }
  override get href(): string {
    return this.#entry.url.href;
  }
  override get protocol(): string {
    return this.#entry.url.protocol;
  }
  override get hostname(): string {
    return this.#entry.url.hostname;
  }
  override get port(): string {
    return this.#entry.url.port;
  }
  override get pathname(): string {
    return this.#entry.url.pathname;
  }
  override get search(): string {
    return this.#entry.url.search;
  }
  override get hash(): string {
    return this.#entry.url.hash;
  }

  override getBaseHrefFromDOM(): string {
    return this.#baseHref;
  }
  override getState(): unknown {
    return this.#entry.state;
  }
  override onPopState(listener: LocationChangeListener): VoidFunction {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  override onHashChange(): VoidFunction {
    return () => {};
  }
  override pushState(state: unknown, _title: string, url: string): void {
    this.#entries.push({ url: this.#ownUrl(url), state });
  }
  override replaceState(state: unknown, _title: string, url: string): void {
    this.#entries = [...this.#entries.slice(0, -1), { url: this.#ownUrl(url), state }];
  }
  override back(): void {
    this.#entries.pop();
    for (const listener of this.#listeners) listener({ type: 'popstate', state: this.getState() });
  }
  override forward(): void {
    throw new Error('This history has no future.');
  }

  get #entry(): HistoryEntry {
    const entry = this.#entries.at(-1);
    if (!entry) throw new Error('Back led out of the app.');
    return entry;
  }

  #ownUrl(text: string): URL {
    const url = new URL(text, this.href);
    if (url.origin !== this.#entry.url.origin) throw new Error('SecurityError: another origin');
    return url;
  }
}
