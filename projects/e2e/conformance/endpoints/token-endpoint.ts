import { createHash } from 'node:crypto';
import type { Answer, Reply } from '../behaviour.ts';
import type { RecordedRequest } from '../request-record.ts';
import type { CheckProof } from './check-proof.ts';
import type { Endpoint } from './endpoint.ts';
import { scopeOf, type Grant } from './grant.ts';
import { json, withNonce } from './replies.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** Where codes and refresh tokens are exchanged for tokens. */
export interface TokenEndpoint {
  /** Makes a code, which is good once. */
  codeFor(grant: Grant): string;
  readonly exchange: Endpoint;
}

/**
 * A token endpoint for public clients. A code or refresh token that comes a second time ends its grant.
 *
 * @see RFC 6749, sections 4.1.3, 5 and 6; RFC 7636, section 4.6; RFC 9449, section 5; RFC 9700, section 4.14.2
 */
export function tokenEndpoint(answer: Answer, issue: TokenIssuer, checkProof: CheckProof): TokenEndpoint {
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, Grant>();
  const spent = new Set<string>();

  const tokensOf = async (grant: Grant, isRefresh: boolean): Promise<Reply> => {
    const accessToken = issue.accessToken(grant);
    const refreshToken = `rt-${crypto.randomUUID()}`;
    refreshTokens.set(refreshToken, grant);
    const { request } = grant;
    const hasIdToken = scopeOf(grant).split(' ').includes('openid');
    const tokens = answer('tokens', {
      access_token: accessToken,
      token_type: grant.cnf ? 'DPoP' : 'Bearer',
      expires_in: issue.lifetimeSeconds(),
      refresh_token: refreshToken,
      ...(hasIdToken && { id_token: await issue.idToken(grant, accessToken, isRefresh ? null : request.get('nonce')) }),
    });
    return json(tokens, 200, { 'Cache-Control': 'no-store' });
  };

  const exchange = async (request: RecordedRequest, form: URLSearchParams): Promise<Reply> => {
    if (request.method !== 'POST') return { status: 405 };
    const grantType = form.get('grant_type');
    const isRefresh = grantType === 'refresh_token';
    if (!isRefresh && grantType !== 'authorization_code') return refusal('unsupported_grant_type');
    const credential = form.get(isRefresh ? 'refresh_token' : 'code') ?? '';
    const grant = (isRefresh ? refreshTokens : codes).get(credential);
    const isTheirs = grant && hasSame('client_id', form, grant) && (isRefresh || isRedeemedByAsker(form, grant));
    if (!isTheirs) return refusal('invalid_grant');

    const nonce = answer('dpopNonce', null);
    const proven = request.headers['dpop'] === undefined ? null : await checkProof(request, nonce);
    if (proven && 'error' in proven) return withNonce(refusal(proven.error), nonce);
    const boundTo = grant.cnf?.jkt ?? grant.request.get('dpop_jkt');
    if (boundTo !== null && boundTo !== proven?.jkt) return refusal('invalid_dpop_proof');

    // Not before: whoever has to send another proof sends the same once more.
    grant.isRevoked ||= spent.has(credential);
    spent.add(credential);
    if (grant.isRevoked) return refusal('invalid_grant');
    if (proven) grant.cnf = proven;
    return withNonce(await tokensOf(grant, isRefresh), nonce);
  };

  return {
    codeFor: (grant) => {
      const code = `code-${crypto.randomUUID()}`;
      codes.set(code, grant);
      return code;
    },
    exchange: async (request, form) => answer('tokenReply', await exchange(request, form)),
  };
}

/** Whether a code is redeemed by whoever has asked for it. */
function isRedeemedByAsker(form: URLSearchParams, grant: Grant): boolean {
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return challenge === grant.request.get('code_challenge') && hasSame('redirect_uri', form, grant);
}

function hasSame(parameter: string, form: URLSearchParams, { request }: Grant): boolean {
  return form.get(parameter) === request.get(parameter);
}

function refusal(error: string): Reply {
  return json({ error }, 400);
}
