import type { AuthEvent } from '../../lib/session/auth-event';
import type { RenewalOutcome } from '../../lib/session/renewal-outcome';
import { REFRESH_TOKEN, type StoredSession } from '../../lib/session/session-store';
import { noteOf } from '../model-token-endpoint';
import type { Page } from '../page';
import type { RefreshTokens } from './refresh-tokens';
import type { Seen } from './seen';
import type { SignOuts } from './sign-outs';

/** I6: a session ends for a reason. */
export class Endings {
  readonly #seen: Seen;
  /** In which a session has ended that could have gone on, as long as nothing has told why. */
  readonly #ended = new Map<Page, string>();
  readonly #signOuts: SignOuts;
  readonly #refreshTokens: RefreshTokens;

  constructor(seen: Seen, signOuts: SignOuts, refreshTokens: RefreshTokens) {
    this.#seen = seen;
    this.#signOuts = signOuts;
    this.#refreshTokens = refreshTokens;
  }

  /** A page has told of an event. */
  hears(page: Page, event: AuthEvent): void {
    const { last } = this.#seen.of(page);
    if (!last) return;
    if (event.type === 'session-expired') this.#expires(page, last);
    if (event.type === 'renewal-ended' && tellsWhy(event.outcome)) this.#ended.delete(page);
    if (event.type !== 'signed-out') return;
    // However late its message is.
    if (event.reason === 'other-tab' && !this.#signOuts.has(page))
      this.#seen.violate('I6', `${page.name} is signed out, and nobody has signed out in another tab`);
    if (event.reason === 'session-ended' && this.#isKnownAtServer(last))
      this.#seen.violate('I6', `${page.name} is signed out, and its session at the server goes on`);
  }

  /** A page does not find out what has become of its session at the server, which it has heard to have changed. */
  checkStops(page: Page, isChanged: boolean): void {
    const { setup, server, device } = this.#seen.world;
    const isAnswered = setup.framing === 'allowed' && !server.tokenEndpoint.hadMishap && !this.#seen.wasUnreachable;
    if (isChanged && isAnswered && !device.setAt)
      this.#seen.violate('I5', `${page.name} does not find out what became of its session at the server`);
  }

  #expires(page: Page, session: StoredSession): void {
    const { setup, device } = this.#seen.world;
    // Whatever did not get through, or was refused, may be why it could not be renewed.
    if (setup.renewal === 'none' || this.#seen.wasUnreachable || device.setAt) return;
    // A page that was left has forgotten an expired session by the time that it comes back from the cache.
    if (this.#seen.of(page).gaveUpAt === device.step) return;
    if (this.#hasGoodRefreshToken(session)) this.#ended.set(page, 'its refresh token is good and has not been sent');
    else if (this.#isKnownInFrames(session)) this.#ended.set(page, 'the server would renew it in a frame');
  }

  look(): void {
    for (const [{ name }, why] of this.#ended) this.#seen.violate('I6', `the session of ${name} ends, and ${why}`);
  }

  /** Nor has any tab noted that it sends it. */
  #hasGoodRefreshToken(session: StoredSession): boolean {
    const { server, origin, tabs } = this.#seen.world;
    const refreshToken = session[REFRESH_TOKEN] ?? '';
    const note = noteOf(refreshToken);
    const isNoted = origin.databases.have(note) || tabs.some(({ storage }) => storage.dump().includes(note));
    return server.tokenEndpoint.takes(refreshToken) && !this.#refreshTokens.wasSent(refreshToken) && !isNoted;
  }

  #isKnownInFrames(session: StoredSession): boolean {
    const { setup, server } = this.#seen.world;
    const isAnswered = setup.renewal === 'frame' && setup.framing === 'allowed' && !server.tokenEndpoint.hadMishap;
    return isAnswered && this.#isKnownAtServer(session);
  }

  #isKnownAtServer(session: StoredSession): boolean {
    const { server } = this.#seen.world;
    return server.framing === 'allowed' && server.person !== null && this.#seen.grantOf(session)?.sid === server.sid;
  }
}

/** Whether the server has refused the renewal, or something was on its way for too long. */
function tellsWhy(outcome: RenewalOutcome): boolean {
  return outcome.status === 'unreachable' || ('error' in outcome && outcome.error.server !== undefined);
}
