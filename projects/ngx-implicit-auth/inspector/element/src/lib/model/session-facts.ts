import {
  ɵisRecord as isRecord,
  ɵmasked as masked,
  ɵREFRESH_TOKEN as REFRESH_TOKEN,
  type ɵStoredSession as StoredSession,
} from 'ngx-implicit-auth';

/** What is told of a session, masked. No token and no value of a claim is in it. */
export interface SessionFacts {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly tokens: readonly TokenFacts[];
  readonly scopes: readonly ScopeFacts[];
  /** The names of the claims, which a server may choose: as they are. */
  readonly claims: readonly string[];
  /** Whether an id_token vouches for the claims. */
  readonly isVerified: boolean;
}

interface TokenFacts {
  readonly name: string;
  /** Which API it is for, as its entry or its request names it; `null` for one of the session's own. */
  readonly audience: string | null;
  /** Space-delimited; empty where the token has none. */
  readonly scope: string;
  /** Epoch milliseconds; `null` when nobody knows. */
  readonly receivedAt: number | null;
  /** Epoch milliseconds; `null` when nobody knows. */
  readonly expiresAt: number | null;
  /** Whether it is bound to a key of this browser (DPoP). */
  readonly isBound: boolean;
}

/** One scope that was asked for, or granted. */
interface ScopeFacts {
  readonly name: string;
  readonly isGranted: boolean;
  readonly isAskedFor: boolean;
}

/** @param asked - the scope of the sign-in, space-delimited */
export function sessionFacts(session: StoredSession, asked: string): SessionFacts {
  const { claims, receivedAt, expiresAt } = session;
  return {
    receivedAt,
    expiresAt,
    tokens: [...ownTokens(session), ...apiTokens(session)],
    scopes: scopesOf(session, asked),
    claims: Object.keys(claims ?? {}),
    isVerified: isRecord(claims) && 'iss' in claims,
  };
}

function ownTokens({
  accessToken,
  idToken,
  scope,
  receivedAt,
  expiresAt,
  boundTo,
  ...session
}: StoredSession): readonly TokenFacts[] {
  const token = { audience: null, scope: '', receivedAt, expiresAt, isBound: false };
  return [
    ...(accessToken === null
      ? []
      : [{ ...token, name: 'Access token', scope: masked(scope), isBound: boundTo !== undefined }]),
    ...(idToken === null ? [] : [{ ...token, name: 'id_token' }]),
    ...(session[REFRESH_TOKEN] === undefined ? [] : [{ ...token, name: 'Refresh token', expiresAt: null }]),
  ];
}

/** Out of a storage, they may be anything. */
function apiTokens({ accessTokens }: StoredSession): readonly TokenFacts[] {
  return Object.entries(accessTokens ?? {}).flatMap(([key, held]: [string, unknown]) => {
    if (!isRecord(held) || typeof held['accessToken'] !== 'string') return [];
    const { scope, receivedAt, expiresAt, boundTo } = held;
    return {
      name: 'Access token',
      audience: masked(audienceIn(key)),
      scope: typeof scope === 'string' ? masked(scope) : '',
      receivedAt: typeof receivedAt === 'number' ? receivedAt : null,
      expiresAt: typeof expiresAt === 'number' ? expiresAt : null,
      isBound: boundTo !== undefined,
    };
  });
}

/** A token is kept under what it was asked for with: audience, resource and scopes. */
function audienceIn(key: string): string {
  try {
    const [audience, resource, scopes] = JSON.parse(key) as unknown[];
    return [audience, resource, scopes]
      .flat()
      .filter((name) => typeof name === 'string')
      .join(' ');
  } catch {
    return '';
  }
}

/**
 * The scope of the response is the access token's. What was granted about the person shows in the id_token instead: a
 * server leaves such scopes out of it.
 */
function scopesOf({ scope, claims }: StoredSession, asked: string): readonly ScopeFacts[] {
  const askedFor = namesIn(asked);
  const granted = new Set(namesIn(scope));
  if (isRecord(claims)) {
    granted.add('openid');
    if ('name' in claims) granted.add('profile');
    if ('email' in claims) granted.add('email');
  }
  const unasked = namesIn(scope).filter((name) => !askedFor.includes(name));
  return [...new Set([...askedFor, ...unasked])].map((name) => ({
    name: masked(name),
    isGranted: granted.has(name),
    isAskedFor: askedFor.includes(name),
  }));
}

function namesIn(scope: string): readonly string[] {
  return scope.split(' ').filter(Boolean);
}
