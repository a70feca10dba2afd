import { BehaviorSubject } from 'rxjs';
import type { Libraries, TakeToken } from './library.ts';

/** What takes in a new token, by the name of the library, and of the platform: a storage and a stream. */
export async function tokenUpdates(libraries: Libraries): Promise<Record<string, TakeToken>> {
  const updates: Record<string, TakeToken> = { platform: storageAndStream() };
  for (const [name, library] of Object.entries(libraries)) updates[name] = await library.tokenUpdates();
  return updates;
}

/** Takes in so many tokens, none of which was there before. */
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
