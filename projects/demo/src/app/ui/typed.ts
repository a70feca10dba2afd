import { injectPerson } from './person';
import { tabMemory } from './tab-memory';

/** What is typed where, until it is saved. */
const PLACES = ['entry', 'reason'] as const;

/** What somebody has typed in one place, kept in this tab for them alone. */
interface Typed<T> {
  read(): T | null;
  /** Keeps nothing where the server does not tell who is signed in. */
  keep(typed: T): void;
  forget(): void;
}

/**
 * Keeps what somebody types until it is saved: a session that ends in the middle, a reload and a look at another page
 * cost nothing then.
 */
export function injectTyped<T>(place: (typeof PLACES)[number]): Typed<T> {
  const person = injectPerson();
  const forget = () => {
    tabMemory.forget(nameOf(place));
  };
  return {
    read() {
      const kept = parse(tabMemory.read(nameOf(place))) as { readonly by: string; readonly typed: T } | null;
      if (!kept) return null;
      if (kept.by === person()?.id) return kept.typed;
      forget();
      return null;
    },
    keep(typed) {
      const by = person()?.id;
      if (by !== undefined) tabMemory.write(nameOf(place), JSON.stringify({ by, typed }));
    },
    forget,
  };
}

/** Whether something was typed that is not saved. */
export function isSomethingTyped(): boolean {
  return PLACES.some((place) => tabMemory.read(nameOf(place)) !== null);
}

/** For those who sign out: nothing of theirs stays. */
export function forgetTyped(): void {
  for (const place of PLACES) tabMemory.forget(nameOf(place));
}

const nameOf = (place: string): string => `typed ${place}`;

function parse(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
