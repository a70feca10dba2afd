import { DestroyRef, type Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { accessTokenKey, accessTokenOf } from './held-access-token';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { sessionOf } from '../session/auth-state';
import { checkSettings } from '../settings/check-settings';
import { keepAccessToken } from './keep-access-token';
import type { ResourceServer } from '../settings/resource-server';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { roundTripSettings } from '../settings/request-settings';
import { SessionMachine } from '../session/session-machine';
import { settingsFor } from '../settings/settings-for';
import { silentAnswer } from '../hidden-frame/silent-request';
import { verifiedTokens } from '../authorization/verify-answer';

/** What is being fetched for whom, so that everybody waits for the one request. */
const underWay = new WeakMap<SessionMachine, Map<string, Promise<string>>>();

/**
 * The access token for a resource server that has one of its own: the one that the session holds, or else a new one, fetched in a hidden
 * frame (`prompt=none`). It joins the session, and goes with it.
 *
 * @param refused - a token that the resource server does not take any more
 * @throws AuthError `interaction_required` when the server wants to show a page, such as a consent; `other_person`; the codes of
 * `silentAnswer` and `verifiedTokens`
 */
export function obtainAccessToken(injector: Injector, listed: ResourceServer, refused?: string): Promise<string> {
  const machine = injector.get(SessionMachine);
  const key = accessTokenKey(listed);
  const held = heldToken(injector, key);
  if (held !== null && held !== refused) return Promise.resolve(held);

  const requests = underWay.get(machine) ?? new Map<string, Promise<string>>();
  underWay.set(machine, requests);
  const request = requests.get(key) ?? shared(injector, listed, key, refused).finally(() => requests.delete(key));
  requests.set(key, request);
  return request;
}

/** Where the tabs share their session, one of them fetches, and the others take over what it has got. */
function shared(injector: Injector, listed: ResourceServer, key: string, refused?: string): Promise<string> {
  const share = injector.get(SessionMachine).shareAccessToken;
  const fetch = () => fetchToken(injector, listed, key);
  const heldByNow = () => {
    const held = heldToken(injector, key);
    return held === refused ? null : held;
  };
  return share ? share(key, heldByNow, fetch) : fetch();
}

function heldToken(injector: Injector, key: string): string | null {
  const session = sessionOf(injector.get(SessionMachine).snapshot());
  const { now } = injector.get(ROUND_TRIP_PLATFORM);
  return session && (accessTokenOf(session, key, now())?.accessToken ?? null);
}

async function fetchToken(injector: Injector, listed: ResourceServer, key: string): Promise<string> {
  const machine = injector.get(SessionMachine);
  const given = injector.get(AUTH_SETTINGS);
  const over = new AbortController();
  const stopListening = injector.get(DestroyRef).onDestroy(() => {
    over.abort();
  });
  try {
    const session = sessionOf(machine.snapshot());
    demand(session, 'interaction_required', 'Nobody is signed in. Sign in first.');
    checkSettings(given);
    const settings = settingsFor(roundTripSettings(given), listed);
    const { server, idToken } = session;
    const answer = await silentAnswer(injector, settings, { server, idToken, signal: over.signal });
    return keepAccessToken(machine, session, key, await verifiedTokens(injector, settings, answer));
  } finally {
    stopListening();
  }
}
