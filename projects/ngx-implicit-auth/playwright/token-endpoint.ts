import { base64url } from 'jose';
import { issueAccessToken } from './access-tokens.ts';
import { json, type Answer, type BrowserRequest } from './answer.ts';
import { issueIdToken } from './id-token.ts';
import type { Grant, ServerState } from './server-state.ts';
import { wrongClient } from './wrong-requests.ts';

/** Gives tokens for a code, or for a refresh token. */
export async function exchange(state: ServerState, { parameters, headers }: BrowserRequest): Promise<Answer> {
  if ('dpop' in headers)
    return wrong(state, 'invalid_request', 'It has a proof (DPoP), which the server does not read.');
  if (parameters.get('client_id') !== state.settings.clientId)
    return wrong(state, 'invalid_client', wrongClient(state.settings, parameters).problem);
  const type = parameters.get('grant_type');
  if (type === 'authorization_code') return redeemCode(state, parameters);
  if (type === 'refresh_token') return refresh(state, parameters);
  const has = 'authorization_code and refresh_token';
  return wrong(state, 'unsupported_grant_type', `Its grant_type is ${type ?? 'missing'}, and the server has ${has}.`);
}

/** Makes a token useless (RFC 7009). */
export function revoke(state: ServerState, { parameters }: BrowserRequest): Answer {
  const token = parameters.get('token') ?? '';
  state.accessTokens.delete(token);
  state.refreshTokens.delete(token);
  return json({});
}

async function redeemCode(state: ServerState, parameters: URLSearchParams): Promise<Answer> {
  const code = parameters.get('code') ?? '';
  const granted = state.codes.get(code);
  state.codes.delete(code);
  if (!granted) return wrong(state, 'invalid_grant', 'Its code was never issued, or it was redeemed before.');
  if (parameters.get('redirect_uri') !== granted.redirectUri)
    return wrong(state, 'invalid_grant', 'Its redirect_uri is not that of the authorization request.');
  if ((await challengeOf(parameters.get('code_verifier') ?? '')) !== granted.codeChallenge)
    return wrong(state, 'invalid_grant', 'Its code_verifier is not that of the authorization request.');
  return tokens(state, granted);
}

/** A refresh token is good for one time. That of somebody who has signed out is no mistake of the app's. */
async function refresh(state: ServerState, parameters: URLSearchParams): Promise<Answer> {
  const token = parameters.get('refresh_token') ?? '';
  const granted = state.refreshTokens.get(token);
  state.refreshTokens.delete(token);
  if (!granted) return json({ error: 'invalid_grant' }, 400);
  const scopes = parameters.get('scope')?.split(' ') ?? granted.scopes;
  const audience = parameters.get('audience') ?? parameters.get('resource') ?? granted.audience;
  // The id_token of a refresh has no nonce, as nobody has been asked anew.
  const rest = { ...granted, nonce: null };
  const now = { ...rest, audience, scopes: scopes.filter((scope) => granted.scopes.includes(scope)) };
  return tokens(state, now, rest);
}

async function tokens(state: ServerState, granted: Grant, later = granted): Promise<Answer> {
  const accessToken = await issueAccessToken(state, granted);
  const idToken = granted.scopes.includes('openid') ? await issueIdToken(state, granted, accessToken) : undefined;
  const refreshToken = later.scopes.includes('offline_access') ? crypto.randomUUID() : undefined;
  if (refreshToken !== undefined) state.refreshTokens.set(refreshToken, later);
  return json({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: state.settings.expiresIn,
    scope: granted.scopes.join(' '),
    id_token: idToken,
    refresh_token: refreshToken,
  });
}

/** @see RFC 7636, section 4.6 */
async function challengeOf(verifier: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function wrong(state: ServerState, error: string, problem: string): Answer {
  state.problems.push(`The request to the token endpoint was answered with ${error}. ${problem}`);
  return json({ error, error_description: problem }, 400);
}
