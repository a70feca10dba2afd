import { demand } from '../protocol/demand';
import type { AuthPlatform } from '../session/auth-platform';
import { parseJson, storedItem } from '../session/auth-storage';
import { storageKey, type AuthSettings } from '../settings/auth-settings';

const WINDOW_MS = 60_000;
const LIMIT = 3;

/**
 * Counts a redirect to the server that no person asked for by a click or a key.
 *
 * @throws AuthError `redirect_loop` when this would be the fourth within a minute
 */
export function countRedirect(settings: AuthSettings, platform: AuthPlatform): void {
  const item = storedItem(platform.tabStorage, () => storageKey(settings, 'round-trips'));
  const now = platform.now();
  const stored = parseJson(item.read());
  const recent = (Array.isArray(stored) ? stored : []).filter(
    (at): at is number => typeof at === 'number' && Math.abs(now - at) < WINDOW_MS,
  );
  demand(
    recent.length < LIMIT,
    'redirect_loop',
    'Three sign-ins within a minute did not last, so the redirects were stopped. Usual causes: tokens that expire ' +
      'at once, a device clock that is off, or a route that signs the person out again.',
  );
  item.write(JSON.stringify([...recent, now]));
}
