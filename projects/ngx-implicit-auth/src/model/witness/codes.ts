import { challengeOf } from '../model-token-endpoint';
import { isOfOtherServer } from '../other-server';
import type { Page } from '../page';
import type { Seen } from './seen';

/** I10: which codes are redeemed, and by which verifiers. */
export class Codes {
  readonly #seen: Seen;
  /** The values of `state` with which each code has come to the app. */
  readonly #cameWith = new Map<string, Set<string>>();
  /** The pages that have redeemed a code, by the code and the verifier. */
  readonly #redeemed = new Map<string, Page[]>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** An answer has come to a page, or to a frame. */
  delivered(url: string): void {
    const { searchParams } = new URL(url);
    const code = searchParams.get('code');
    if (code === null) return;
    const states = this.#cameWith.get(code) ?? new Set();
    this.#cameWith.set(code, states.add(searchParams.get('state') ?? ''));
  }

  /** A page sends a code to the token endpoint. */
  sent(page: Page, form: URLSearchParams): void {
    const code = form.get('code') ?? '';
    const challenge = challengeOf(form.get('code_verifier') ?? '');
    const [state, asked] = [...this.#seen.asked].find(([, one]) => one.challenge === challenge) ?? [];
    if (isOfOtherServer(code)) this.#seen.violate('I10', `${page.name} sends another server’s code to this one`);
    if (state === undefined || !asked?.tabs.has(page.tab))
      this.#seen.violate('I10', `${page.name} sends a verifier of no request that it has made`);
    else if (!this.#cameWith.get(code)?.has(state))
      this.#seen.violate('I10', `${page.name} sends the verifier of another request than the one whose answer came`);
    const key = `${code} ${challenge}`;
    const others = this.#redeemed.get(key) ?? [];
    // A duplicated tab has a copy of what the other waits for.
    if (others.some(({ tab }) => tab === page.tab || asked?.tabs.size === 1))
      this.#seen.violate('I10', `${page.name} redeems a code once more`);
    this.#redeemed.set(key, [...others, page]);
  }

  /** No code was redeemed twice, but by the two halves of a duplicated tab. */
  look(): void {
    for (const code of this.#seen.world.server.tokenEndpoint.reused) {
      const states = [...(this.#cameWith.get(code) ?? [])];
      const isCopied = states.some((state) => (this.#seen.asked.get(state)?.tabs.size ?? 0) > 1);
      if (states.length && !isCopied) this.#seen.violate('I10', 'the server revokes all that came of a code');
    }
  }
}
