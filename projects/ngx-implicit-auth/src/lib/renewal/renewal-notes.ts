import type { AuthPlatform } from '../session/auth-platform';
import { storageKey, type AuthSettings } from '../settings/auth-settings';
import { storedItem } from '../session/auth-storage';
import { parseJson } from '../session/parse-json';

/** What a tab remembers of its renewals from page to page. A session is told from the next one by its `receivedAt`. */
interface RenewalNote {
  /** Frames were found not to work here. */
  readonly framesBlocked?: boolean;
  /** The session for which the server, asked in a frame, wanted to show a page. */
  readonly refused?: number;
  /** The session that a redirect could not renew. */
  readonly failed?: number;
}

export interface RenewalNotes {
  read(): RenewalNote;
  add(note: RenewalNote): void;
}

export function renewalNotes(settings: AuthSettings, platform: AuthPlatform): RenewalNotes {
  const item = storedItem(platform.tabStorage, storageKey(settings, 'renewal'));
  const read = (): RenewalNote => ({ ...(parseJson(item.read()) as RenewalNote | null) });
  return {
    read,
    add: (note) => {
      item.write(JSON.stringify({ ...read(), ...note }));
    },
  };
}
