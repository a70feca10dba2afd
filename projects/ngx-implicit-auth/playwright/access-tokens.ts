import type { Person } from './auth-server-options.ts';
import { signed } from './signing-keys.ts';
import type { Grant, ServerState } from './server-state.ts';

/** What an API is told of an access token. */
export interface AccessToken {
  /** Whose it is. */
  readonly person: Person;
  /** What it allows. */
  readonly scopes: readonly string[];
  /** The API that the app has asked for by `audience` or `resource`. */
  readonly audience: string | null;
  /** When it expires, in seconds since 1970. */
  readonly expiresAt: number;
}

/** Makes an access token (RFC 9068), and keeps what it stands for. */
export async function issueAccessToken(state: ServerState, grant: Grant): Promise<string> {
  const { person, scopes, audience } = grant;
  const { issuer, clientId, expiresIn } = state.settings;
  const now = state.now();
  const token = await signed(
    {
      ...{ iss: issuer, sub: person.sub, aud: audience ?? issuer, client_id: clientId, scope: scopes.join(' ') },
      ...{ iat: now, exp: now + expiresIn, jti: crypto.randomUUID() },
    },
    state.key,
    'at+jwt',
  );
  state.accessTokens.set(token, { person, scopes, audience, expiresAt: now + expiresIn });
  return token;
}

/** What an Authorization header allows; `null` where there is none, or its token is not or no longer good. */
export function accessTokenIn(
  { accessTokens, now }: Pick<ServerState, 'accessTokens' | 'now'>,
  authorization: string | null | undefined,
): AccessToken | null {
  const [, token = ''] = /^bearer +(.+)$/i.exec(authorization ?? '') ?? [];
  const known = accessTokens.get(token);
  return known && known.expiresAt > now() ? known : null;
}
