import type { TabStorage } from '../../lib/testing/tab-storage';
import type { Page } from '../page';
import { SESSION_KEY, type Seen } from './seen';

/** A token or a code of the model's server. */
const TOKEN = /access-token-\d|refresh-token-\d|\bcode-\d|\beyJ[\w-]+\.eyJ/;
/** Any of these, or a random value of the model: a state, a nonce or a code verifier. */
const SECRET = new RegExp(`${TOKEN.source}|A{30}`);

/** I12: where tokens, codes and verifiers are, and where they are not. */
export class Secrets {
  readonly #seen: Seen;
  readonly #verifiers = new Set<string>();
  /** The codes, each with its `state`, that came to a tab which did not wait for them. */
  readonly #left = new Set<string>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** A page keeps a verifier until the answer comes. */
  verifierKept(codeVerifier: string): void {
    this.#verifiers.add(codeVerifier);
  }

  /**
   * A page is opened with an answer that its tab does not wait for: as far as anybody can tell, the code in it is the
   * app's own, and stays where it is.
   */
  codeLeft(code: string, state: string): void {
    this.#left.add(code).add(state);
  }

  /** A page tells something: by an event, an error or a warning. */
  told(page: Page | null, what: string, value: unknown): void {
    if (SECRET.test(this.#withoutLeft(textOf(value)))) this.#violate(page, `tells a secret by ${what}`);
  }

  /** A page shows a state. */
  shown(page: Page, state: object): void {
    if (JSON.stringify(state).includes('refresh-token-')) this.#violate(page, 'shows a refresh token');
  }

  /** A page posts a message to the other pages. */
  posted(page: Page, channel: string, message: unknown): void {
    const text = JSON.stringify(message);
    const isSession = this.#seen.world.setup.tabs === 'session' && channel.endsWith(' session');
    if ((!isSession && TOKEN.test(text)) || this.#holdsVerifier(text))
      this.#violate(page, `posts a secret on ${channel}`);
  }

  /** A page keeps something in a database. */
  kept(key: string): void {
    if (SECRET.test(key)) this.#violate(null, 'keeps a secret in a database');
  }

  look(): void {
    const { setup, localStorage, tabs } = this.#seen.world;
    this.#lookInto(localStorage, 'the storage of all tabs', setup.storage === 'shared');
    if (this.#holdsVerifier(localStorage.dump())) this.#violate(null, 'keeps a verifier for all tabs');
    for (const { name, storage, page } of tabs) {
      this.#lookInto(storage, `the storage of ${name}`, setup.storage === 'tab');
      if (page?.location && TOKEN.test(this.#withoutLeft(page.location.urls.join())))
        this.#violate(page, 'shows a secret in its address bar');
    }
  }

  /** Tokens are in the session, and in the storage for sessions alone. */
  #lookInto(storage: TabStorage, where: string, isForSessions: boolean): void {
    for (const [key, value] of Object.entries(storage))
      if (!(isForSessions && key === SESSION_KEY) && TOKEN.test(this.#withoutLeft(`${key} ${String(value)}`)))
        this.#violate(null, `keeps a token in ${where} beside the session`);
  }

  #withoutLeft(text: string): string {
    return [...this.#left].reduce((rest, left) => (left ? rest.replaceAll(left, '') : rest), text);
  }

  #holdsVerifier(text: string): boolean {
    return [...this.#verifiers].some((verifier) => text.includes(verifier));
  }

  #violate(page: Page | null, how: string): void {
    this.#seen.violate('I12', `${page?.name ?? 'somebody'} ${how}`);
  }
}

/** All texts in a value: those of an error and its causes as well, but for the stack. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const own = value instanceof Error ? [value.message, value.cause] : [];
  return [...own, ...Object.values(value)].map(textOf).join('\n');
}
