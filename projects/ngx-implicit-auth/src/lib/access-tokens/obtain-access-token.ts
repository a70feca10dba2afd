import { verifyTokens } from '../authorization/verify-answer';
import { silentAnswer, type SilentContext } from '../hidden-frame/silent-request';
import { asAuthError } from '../protocol/as-auth-error';
import type { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { sessionOf } from '../session/auth-state';
import { loadPart } from '../session/load-part';
import { isLive, REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';
import { forResourceServer } from '../settings/request-settings';
import { accessTokenKey, heldAccessToken, keepAccessToken } from './held-access-tokens';

/** For how long a server that wants to show a page is not asked again: nothing but that page changes its answer. */
const REFUSAL_MS = 60_000;

/**
 * Gets the access token for a resource server that has one of its own: the one that the session holds, or else a new
 * one, fetched by the session's refresh token, or in a hidden frame (`prompt=none`). The new token is kept in the session,
 * and ends with it.
 *
 * @param refused - a token that the resource server does not take any more
 * @throws AuthError `interaction_required` when the server wants to show a page, such as a consent; `other_person`; the
 * codes of `silentAnswer` and `verifyTokens`
 */
export type ObtainAccessToken = (listed: ResourceServer, refused?: string) => Promise<string>;

/**
 * Makes the function that obtains access tokens. However many ask for one at a time, it is fetched once. A server that
 * wants to show a page is asked once a minute.
 */
export function accessTokenSource(context: SilentContext): ObtainAccessToken {
  const underWay = new Map<string, Promise<string>>();
  const refusals = new Map<string, { readonly error: AuthError; readonly at: number }>();
  return (listed, refused) => {
    const { now } = context.platform;
    const key = accessTokenKey(listed);
    const held = heldByNow(context, key);
    if (held !== null && held !== refused) return Promise.resolve(held);
    const session = sessionOf(context.machine.snapshot());
    // What is under way, or was refused, for one session is no answer for the next.
    const request = JSON.stringify([session?.id, session?.receivedAt, key]);
    const refusal = refusals.get(request);
    if (refusal && Math.abs(now() - refusal.at) < REFUSAL_MS) return Promise.reject(refusal.error);
    const fetch = async () => {
      try {
        return await shareOrFetch(context, listed, refused);
      } catch (thrown) {
        const error = asAuthError(thrown);
        if (error.code === 'interaction_required' && error.server) refusals.set(request, { error, at: now() });
        throw error;
      } finally {
        underWay.delete(request);
      }
    };
    const token = underWay.get(request) ?? fetch();
    underWay.set(request, token);
    return token;
  };
}

/** Where tabs share their session, one of them fetches the token, and the others take it over. */
function shareOrFetch(context: SilentContext, listed: ResourceServer, refused?: string): Promise<string> {
  const key = accessTokenKey(listed);
  const share = context.machine.shareAccessToken;
  const fetch = () => fetchAccessToken(context, listed);
  const other = () => {
    const held = heldByNow(context, key);
    return held === refused ? null : held;
  };
  return share ? share(key, other, fetch) : fetch();
}

function heldByNow({ machine, platform }: SilentContext, key: string): string | null {
  const session = sessionOf(machine.snapshot());
  return session && (heldAccessToken(session, key, platform.now())?.accessToken ?? null);
}

async function fetchAccessToken(context: SilentContext, listed: ResourceServer, mayRepeat = true): Promise<string> {
  const { machine, platform } = context;
  const session = sessionOf(machine.snapshot());
  demand(session, 'interaction_required', 'Nobody is signed in. Sign in first.');
  const received = (await fetchByRefresh(context, listed, session)) ?? (await fetchSilently(context, listed, session));
  // The device may have slept in the meantime.
  const isOver = !isLive(received, platform.now());
  if (isOver && mayRepeat) return fetchAccessToken(context, listed, false);
  demand(!isOver, 'server_unreachable', 'The access token had expired when it came. It is fetched anew later.');
  return keepAccessToken(machine, session, accessTokenKey(listed), received);
}

async function fetchByRefresh(
  context: SilentContext,
  listed: ResourceServer,
  session: StoredSession,
): Promise<StoredSession | null> {
  if (!session[REFRESH_TOKEN]) return null;
  const { refreshAccessToken } = await loadPart(import('./refresh-access-token-part'));
  return refreshAccessToken(context, listed, session);
}

async function fetchSilently(
  context: SilentContext,
  listed: ResourceServer,
  session: StoredSession,
): Promise<StoredSession> {
  const settings = forResourceServer(context.settings, listed);
  return verifyTokens({ ...context, settings }, await silentAnswer(context, settings, session));
}
