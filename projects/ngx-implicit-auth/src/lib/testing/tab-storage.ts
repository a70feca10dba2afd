import { TestStorage } from '../../../testing/src/test-storage';

/** A tab's `sessionStorage`, with a quota: items are the object's own properties, as in a browser. */
export class TabStorage extends TestStorage {
  #quota: number;

  /** @param quota how many UTF-16 code units fit in; as in a browser, keys count as well */
  constructor(quota = 5_000_000) {
    super();
    this.#quota = quota;
  }

  override setItem(key: string, value: string): void {
    const others = Object.entries(this).filter(([name]) => name !== key) as [string, string][];
    const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (used + key.length + value.length > this.#quota) {
      // Browsers name the key in the message.
      throw new DOMException(`Setting the value of '${key}' exceeded the quota.`, 'QuotaExceededError');
    }
    super.setItem(key, value);
  }
  /** Everything that it holds, to search in. */
  dump(): string {
    return JSON.stringify(Object.entries(this));
  }

  /** Lets nothing more in. */
  fill(): void {
    this.#quota = 0;
  }
}

/** Stands in for `sessionStorage` where the browser denies it: reading the property throws already. */
export function deniedStorage(): Storage {
  throw new DOMException('Access is denied for this document.', 'SecurityError');
}
