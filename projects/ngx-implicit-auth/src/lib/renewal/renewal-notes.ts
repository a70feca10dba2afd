import type { AuthPlatform } from '../session/auth-platform';
import { parseJson, storedItem } from '../session/auth-storage';
import type { RenewalNotes } from '../session/ports';
import { storageKey, type AuthSettings } from '../settings/auth-settings';

/** What this tab remembers of its renewals, in its own storage. */
export function renewalNotes(settings: AuthSettings, platform: AuthPlatform): RenewalNotes {
  const item = storedItem(platform.tabStorage, () => storageKey(settings, 'renewal'));
  const read = () => ({ ...(parseJson(item.read()) as ReturnType<RenewalNotes['read']> | null) });
  return {
    read,
    add: (note) => {
      item.write(JSON.stringify({ ...read(), ...note }));
    },
  };
}
