import { randomUUID } from 'node:crypto';
import { OAuthException, type JwtInterface, type OAuthToken, type OAuthTokenRepository } from '@jmondi/oauth2-server';
import type { Accounts } from '../people/accounts.ts';

/**
 * The access tokens that have been issued, each with the refresh token that came along. They are opaque: an API has to
 * ask this server about them.
 */
export interface TokenStore extends OAuthTokenRepository {
  /** `undefined` for a token that was never issued, was revoked, or has expired. */
  find(accessToken: string): OAuthToken | undefined;
  /** The token that a refresh token came along with; `undefined` likewise. */
  findByRefreshToken(refreshToken: string): OAuthToken | undefined;
}

const REFRESH_TOKEN_SECONDS = 24 * 60 * 60;
const isPast = (date: Date | null | undefined) => !date || date.getTime() <= Date.now();
const secondsFromNow = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** An empty store. */
export function createTokenStore(accessTokenSeconds: number): TokenStore {
  const tokens = new Map<string, OAuthToken>();
  const dropExpired = (): void => {
    for (const [name, { accessTokenExpiresAt, refreshTokenExpiresAt }] of tokens) {
      if (isPast(accessTokenExpiresAt) && isPast(refreshTokenExpiresAt)) tokens.delete(name);
    }
  };
  const find = (accessToken: string): OAuthToken | undefined => {
    dropExpired();
    const token = tokens.get(accessToken);
    return token && !isPast(token.accessTokenExpiresAt) ? token : undefined;
  };
  const findByRefreshToken = (refreshToken: string): OAuthToken | undefined => {
    dropExpired();
    return [...tokens.values()].find((token) => token.refreshToken === refreshToken);
  };
  return {
    find,
    findByRefreshToken,
    async issueToken(client, scopes, user) {
      return { accessToken: randomUUID(), accessTokenExpiresAt: new Date(), client, scopes, user };
    },
    async persist(token) {
      dropExpired();
      // The package's implicit grant gives every token an hour.
      token.accessTokenExpiresAt = secondsFromNow(accessTokenSeconds);
      tokens.set(token.accessToken, token);
    },
    async revoke({ accessToken }) {
      tokens.delete(accessToken);
    },
    async revokeDescendantsOf(code) {
      for (const [name, { originatingAuthCodeId }] of tokens) if (originatingAuthCodeId === code) tokens.delete(name);
    },
    async getByAccessToken(accessToken) {
      const token = find(accessToken);
      if (!token) throw new Error('There is no such token.');
      return token;
    },
    async issueRefreshToken(token) {
      return Object.assign(token, {
        refreshToken: randomUUID(),
        refreshTokenExpiresAt: secondsFromNow(REFRESH_TOKEN_SECONDS),
      });
    },
    async getByRefreshToken(refreshToken) {
      const token = findByRefreshToken(refreshToken);
      if (!token) throw OAuthException.invalidParameter('refresh_token');
      return token;
    },
    isRefreshTokenRevoked: async ({ refreshTokenExpiresAt }) => isPast(refreshTokenExpiresAt),
  };
}

/** Has the package send the mere names of its access tokens, of which it would make JWTs. */
export function opaqueTokens(tokens: TokenStore, accounts: Accounts): JwtInterface {
  return {
    sign: async (claims) => (typeof claims === 'object' && 'jti' in claims ? String(claims['jti']) : ''),
    // Introspection answers this, and adds scope and client. Revocation looks at whose the token is.
    async verify(jti) {
      const refreshed = tokens.findByRefreshToken(jti);
      if (refreshed) return { refresh_token_id: jti, client_id: refreshed.client.id };
      const token = tokens.find(jti);
      const sub = String(token?.user?.id ?? '');
      const exp = Math.floor(Number(token?.accessTokenExpiresAt) / 1000);
      return { jti, ...(token && { sub, name: accounts.find(sub)?.name, exp, cid: token.client.id }) };
    },
    decode: () => null,
  };
}
