import { randomUUID } from 'node:crypto';
import type { JwtInterface, OAuthToken, OAuthTokenRepository } from '@jmondi/oauth2-server';
import type { Accounts } from '../people/accounts.ts';

/** The access tokens that have been issued. They are opaque: an API has to ask this server about them. */
export interface TokenStore extends OAuthTokenRepository {
  /** `undefined` for a token that was never issued, or has expired. */
  find(accessToken: string): OAuthToken | undefined;
}

const noRefreshTokens = async (): Promise<never> => {
  throw new Error('The implicit grant has no refresh tokens.');
};

/** An empty store. */
export function createTokenStore(accessTokenSeconds: number): TokenStore {
  const tokens = new Map<string, OAuthToken>();
  const dropExpired = (): void => {
    for (const [name, { accessTokenExpiresAt }] of tokens) {
      if (accessTokenExpiresAt.getTime() <= Date.now()) tokens.delete(name);
    }
  };
  const find = (accessToken: string): OAuthToken | undefined => {
    dropExpired();
    return tokens.get(accessToken);
  };
  return {
    find,
    async issueToken(client, scopes, user) {
      return { accessToken: randomUUID(), accessTokenExpiresAt: new Date(), client, scopes, user };
    },
    async persist(token) {
      dropExpired();
      // The package's implicit grant gives every token an hour.
      token.accessTokenExpiresAt = new Date(Date.now() + accessTokenSeconds * 1000);
      tokens.set(token.accessToken, token);
    },
    async revoke({ accessToken }) {
      tokens.delete(accessToken);
    },
    async getByAccessToken(accessToken) {
      const token = find(accessToken);
      if (!token) throw new Error('There is no such token.');
      return token;
    },
    issueRefreshToken: noRefreshTokens,
    getByRefreshToken: noRefreshTokens,
    isRefreshTokenRevoked: noRefreshTokens,
  };
}

/** Has the package send the mere names of its access tokens, of which it would make JWTs. */
export function opaqueTokens(tokens: TokenStore, accounts: Accounts): JwtInterface {
  return {
    sign: async (claims) => (typeof claims === 'object' && 'jti' in claims ? String(claims['jti']) : ''),
    // Introspection answers this, and adds scope and client.
    async verify(jti) {
      const token = tokens.find(jti);
      const sub = String(token?.user?.id ?? '');
      const exp = Math.floor(Number(token?.accessTokenExpiresAt) / 1000);
      return { jti, ...(token && { sub, name: accounts.find(sub)?.name, exp }) };
    },
    decode: () => null,
  };
}
