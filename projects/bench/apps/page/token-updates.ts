import { BehaviorSubject } from 'rxjs';
import type { Libraries, TakeToken } from './library.ts';

/**
 * Each library's way to take in a new token, by its name; and as `platform` the least there is, a storage and a stream.
 */
export async function tokenUpdates(libraries: Libraries): Promise<Record<string, TakeToken>> {
  const updates: Record<string, TakeToken> = { platform: storageAndStream() };
  for (const [name, library] of Object.entries(libraries)) updates[name] = await library.tokenUpdates();
  return updates;
}

/** Hands over so many tokens, each of them new. */
export async function takeTokens(take: TakeToken, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await take(`${crypto.randomUUID()}.${'x'.repeat(800)}`);
}

function storageAndStream(): TakeToken {
  const tokens = new BehaviorSubject('');
  return (token) => {
    sessionStorage.setItem('token', token);
    tokens.next(token);
  };
}
