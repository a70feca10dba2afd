import type { Reply } from '../behaviour.ts';
import type { RecordedRequest } from '../request-record.ts';
import type { CheckProof } from './check-proof.ts';
import { scopeOf } from './grant.ts';
import { withNonce } from './replies.ts';
import type { TokenIssuer } from './token-issuer.ts';

/**
 * Answers a request that needs an access token, as a Bearer token or, where it is bound to a key, as a DPoP token with a
 * proof.
 *
 * @param nonce what proofs have to hold; `null`: no matter what
 * @param opened answers once the token is accepted, whose scope it gets
 */
export type ProtectedResource = (
  request: RecordedRequest,
  nonce: string | null,
  opened: (scope: string) => Reply | Promise<Reply>,
) => Promise<Reply>;

/** @see RFC 6750, sections 2.1 and 3; RFC 9449, sections 7 and 9 */
export function protectedResource(issue: TokenIssuer, checkProof: CheckProof): ProtectedResource {
  return async (request, nonce, opened) => {
    const [scheme = '', accessToken = ''] = request.headers.authorization?.split(' ') ?? [];
    const grant = issue.grantOf(accessToken);
    if (!grant || scheme.toLowerCase() !== (grant.cnf ? 'dpop' : 'bearer')) return { status: 401 };
    if (grant.cnf) {
      const proven = await checkProof(request, nonce, accessToken);
      if ('error' in proven) return withNonce(challenge(proven.error), nonce);
      if (proven.jkt !== grant.cnf.jkt) return challenge('invalid_token');
    }
    return withNonce(await opened(scopeOf(grant)), nonce);
  };
}

function challenge(error: string): Reply {
  return { status: 401, headers: { 'WWW-Authenticate': `DPoP error="${error}", algs="ES256"` } };
}
