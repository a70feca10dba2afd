import { verifyTokens } from '../authorization/verify-answer';
import { silentAnswer, type SilentContext } from '../hidden-frame/silent-request';
import { demand } from '../protocol/demand';
import { sessionOf } from '../session/auth-state';
import type { ResourceServer } from '../settings/auth-config';
import { forResourceServer } from '../settings/request-settings';
import { accessTokenKey, heldAccessToken, keepAccessToken } from './held-access-tokens';

/**
 * Gets the access token for a resource server that has one of its own: the one that the session holds, or else a new
 * one, fetched in a hidden frame (`prompt=none`). The new token is kept in the session, and ends with it.
 *
 * @param refused - a token that the resource server does not take any more
 * @throws AuthError `interaction_required` when the server wants to show a page, such as a consent; `other_person`; the
 * codes of `silentAnswer` and `verifyTokens`
 */
export type ObtainAccessToken = (listed: ResourceServer, refused?: string) => Promise<string>;

/** Makes the function that obtains access tokens. However many ask for one at a time, it is fetched once. */
export function accessTokenSource(context: SilentContext): ObtainAccessToken {
  const underWay = new Map<string, Promise<string>>();
  return (listed, refused) => {
    const key = accessTokenKey(listed);
    const held = heldByNow(context, key);
    if (held !== null && held !== refused) return Promise.resolve(held);
    const request = underWay.get(key) ?? shareOrFetch(context, listed, refused).finally(() => underWay.delete(key));
    underWay.set(key, request);
    return request;
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

async function fetchAccessToken(context: SilentContext, listed: ResourceServer): Promise<string> {
  const { machine, platform } = context;
  const session = sessionOf(machine.snapshot());
  demand(session, 'interaction_required', 'Nobody is signed in. Sign in first.');
  const settings = forResourceServer(context.settings, listed);
  const answer = await silentAnswer(context, settings, session);
  return keepAccessToken(machine, session, accessTokenKey(listed), await verifyTokens(settings, platform, answer));
}
