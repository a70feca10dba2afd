import { randomUUID } from 'node:crypto';
import { OAuthException, type OAuthAuthCode, type OAuthAuthCodeRepository } from '@jmondi/oauth2-server';

/** An empty store of authorization codes. One that is used stays in it, so that its second use is noticed. */
export function createCodeStore(): OAuthAuthCodeRepository {
  const codes = new Map<string, OAuthAuthCode>();
  const used = new Set<string>();
  return {
    issueAuthCode: (client, user, scopes) => ({ code: randomUUID(), client, user, scopes, expiresAt: new Date() }),
    async persist(code) {
      codes.set(code.code, code);
    },
    async getByIdentifier(name) {
      const code = codes.get(name);
      if (!code) throw OAuthException.invalidParameter('code');
      return code;
    },
    isRevoked: async (name) => used.has(name),
    async revoke(name) {
      used.add(name);
    },
  };
}
