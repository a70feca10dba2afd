import type {
  RenewalOutcome,
  ɵSessionMachine as SessionMachine,
  ɵStoredSession as StoredSession,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import type { TestServer } from './test-server';
import { demandWord } from './ways';

/**
 * Renews a session without a page, with an outcome.
 *
 * @param demandSession - gets the session, or throws
 * @throws AuthTestingError when nothing is renewed so
 */
export async function renewWith(
  outcome: RenewalOutcome['status'],
  renewal: SessionMachine['renewal'],
  demandSession: () => StoredSession,
  server: TestServer,
): Promise<RenewalOutcome> {
  demandWord('outcome of a renewal', outcome);
  demand(renewal, 'Sessions are not renewed in this app. Add withSilentRenewal() to provideAuth().');
  const { id, claims } = demandSession();
  demand(
    renewal.usesFrames(id),
    renewal.options.strategy === 'navigation'
      ? 'This session is renewed by a redirect. Call AuthService.renew(), await redirected(), and answer().'
      : 'Frames do not work for this session any more. Shortly before it expires, which is up to fake timers, the next ' +
          'guarded navigation renews it: await redirected(), and answer().',
  );
  demand(
    claims ?? outcome !== 'other-person',
    "Without claims nobody can tell one person from another. Put 'openid' into the scope.",
  );
  demand(
    server.nextSilently === null,
    'The session is being renewed already, with the outcome of then. Await that first.',
  );
  server.nextSilently = outcome;
  try {
    return await renewal.renew();
  } finally {
    server.nextSilently = null;
  }
}
