import { skip } from 'rxjs';
import type { AuthContext } from '../authorization/auth-context';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import { whenPassed } from '../session/when-passed';
import { revivalTime } from './renewal-schedule';

/**
 * Has a session renewed whose deadline has passed in a page that nobody looks at: in its time, or as soon as a person
 * comes back to the page, or somebody waits for what is pending, as guards and requests do.
 *
 * @param retryAt - when to try again, in epoch milliseconds, if a renewal has got no answer; 0 if none has been tried
 * @param begin - begins to renew it
 */
export function reviveLater(
  { machine, platform, zone, signal }: AuthContext,
  session: StoredSession,
  retryAt: number,
  begin: () => Promise<RenewalOutcome>,
): void {
  // Somebody else was faster while this was being loaded.
  if (machine.ending() !== session) return;
  const over = new AbortController();
  const beginNow = () => {
    over.abort();
    return begin();
  };
  const wanted = { then: (...goOn) => beginNow().then(...goOn) } as Promise<RenewalOutcome>;
  machine.pending = wanted;
  zone.runOutsideAngular(() => {
    const at = retryAt || revivalTime(session, platform.now());
    over.signal.addEventListener(
      'abort',
      whenPassed(at, platform.now, () => void beginNow()),
    );
    addEventListener('visibilitychange', () => document.hidden || void beginNow(), over);
    signal.addEventListener('abort', () => over.abort(), over);
  });
  // Somebody has signed in or out meanwhile, here or in another tab, or the session is renewed.
  const changes = machine.states.pipe(skip(1)).subscribe(() => over.abort());
  over.signal.addEventListener('abort', () => {
    changes.unsubscribe();
    if (machine.pending === wanted) machine.pending = null;
  });
}
