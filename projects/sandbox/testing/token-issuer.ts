import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { listenOnLoopback, type RunningServer } from '../loopback-server.ts';

/** A server that has nothing but a key set, and signs whatever a test wants to see refused. */
export interface TokenIssuer extends RunningServer {
  /** A token that the API takes, changed by some claims and header parameters; `undefined` leaves one out. */
  token(claims?: JWTPayload, header?: Readonly<Record<string, string>>): Promise<string>;
}

/** Starts it on a free port, with a key of its own. */
export async function startTokenIssuer(audience: string): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'a-key' }] });
  const server = await listenOnLoopback(0, () => (_request, response) => {
    response.end(keys);
  });
  return {
    ...server,
    token(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: server.url,
        aud: audience,
        sub: 'alice',
        client_id: 'timesheets-demo',
        jti: 'a-token',
        iat: now,
        exp: now + 60,
        scope: 'read:timesheets write:timesheets',
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'a-key', ...header })
        .sign(privateKey);
    },
  };
}
