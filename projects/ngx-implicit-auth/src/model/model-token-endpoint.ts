import { createHash } from 'node:crypto';
import type { Authorization, Grant } from './model-server';
import type { Setup } from './setup';

/** What may become of a request to the token endpoint. Before a `refuses`, the server does nothing; else it has acted. */
export const MISHAPS = [
  'loses its answer',
  'never answers',
  'answers 500',
  'refuses: 503',
  'refuses: invalid_request',
  'refuses: 400 without a word',
  'refuses: ends the grant',
  'gives no other refresh token',
  'gives no id_token',
  'gives an id_token with the first nonce',
] as const;
export type Mishap = (typeof MISHAPS)[number];

export const GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** A code, or a refresh token. */
interface Exchangeable {
  readonly family: Family;
  isSpent: boolean;
}

/** All that has come of one code. */
interface Family {
  readonly authorization: Authorization;
  readonly grants: Grant[];
  isRevoked: boolean;
}

/** Issues tokens, with a nonce in the id_token or without one; `state` names the request that they answer. */
type Issue = (
  authorization: Authorization,
  answers: { readonly state: string; readonly isSilent: boolean; readonly nonce: string | null },
) => { readonly grant: Grant; readonly members: Readonly<Record<string, unknown>> };

/** Stands for the `state` of a request where a refresh token is sent. */
export const refreshOf = (refreshToken: string) => `the refresh by ${refreshToken}`;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
/** What the app tells the server of a code verifier. */
export const challengeOf = hashOf;
/** What the app notes of a refresh token that it sends. */
export const noteOf = hashOf;

/**
 * The token endpoint of a strict server. A code is bound to client, redirect URI and challenge. Who redeems one twice,
 * or sends a refresh token in whose place there is another, has all revoked that came of the code.
 */
export class ModelTokenEndpoint {
  readonly #setup: Setup;
  readonly #issue: Issue;
  readonly #exchangeable = new Map<string, Exchangeable>();
  #count = 0;
  /** What becomes of the next requests of each kind, one after the other. */
  readonly mishaps: Readonly<Record<GrantType, Mishap[]>> = { authorization_code: [], refresh_token: [] };
  /** The codes and refresh tokens for which something was revoked, as they were sent twice. */
  readonly reused: string[] = [];
  hadMishap = false;

  constructor(setup: Setup, issue: Issue) {
    this.#setup = setup;
    this.#issue = issue;
  }

  codeFor(authorization: Authorization): string {
    const code = `code-${++this.#count}-of-${authorization.person}`;
    this.#exchangeable.set(code, { family: { authorization, grants: [], isRevoked: false }, isSpent: false });
    return code;
  }

  /** The response; `null` when it is lost on its way, `undefined` when there is none. */
  respond(form: URLSearchParams): Response | null | undefined {
    const mishap = this.mishaps[form.get('grant_type') as GrantType].shift();
    this.hadMishap ||= !!mishap;
    if (mishap?.startsWith('refuses')) return this.#refuse(form, mishap);
    const response = this.#exchange(form, mishap);
    if (mishap === 'loses its answer') return null;
    if (mishap === 'never answers') return undefined;
    return mishap === 'answers 500' ? new Response(null, { status: 500 }) : response;
  }

  /** Whether a refresh token would be taken; a code never is, as it is not asked for. */
  takes(refreshToken: string): boolean {
    const known = this.#exchangeable.get(refreshToken);
    return !!known && !known.isSpent && !known.family.isRevoked;
  }

  /** Revokes all that has come of the code that a refresh token has come of; tells whether there is such a one. */
  revoke(refreshToken: string): boolean {
    const known = this.#exchangeable.get(refreshToken);
    if (known) revokeAll(known.family);
    return !!known;
  }

  isRevoked(refreshToken: string): boolean {
    return !!this.#exchangeable.get(refreshToken)?.family.isRevoked;
  }

  #refuse(form: URLSearchParams, mishap: Mishap): Response {
    if (mishap === 'refuses: 503') return new Response(null, { status: 503 });
    if (mishap === 'refuses: 400 without a word') return new Response(null, { status: 400 });
    if (mishap === 'refuses: invalid_request') return refusal('invalid_request');
    this.revoke(form.get('refresh_token') ?? '');
    return refusal('invalid_grant');
  }

  #exchange(form: URLSearchParams, mishap: Mishap | undefined): Response {
    const refreshToken = form.get('refresh_token');
    const sent = refreshToken ?? form.get('code') ?? '';
    const known = this.#exchangeable.get(sent);
    if (!known || known.family.isRevoked || !this.#fits(form, known.family.authorization))
      return refusal('invalid_grant');
    const { family } = known;
    if (known.isSpent) {
      this.reused.push(sent);
      revokeAll(family);
      return refusal('invalid_grant');
    }
    const { authorization } = family;
    const isKept = refreshToken && (this.#setup.refreshTokens === 'kept' || mishap === 'gives no other refresh token');
    known.isSpent = !isKept;
    const nonce = authorization.request.get('nonce');
    const { grant, members } = this.#issue(
      authorization,
      refreshToken
        ? {
            state: refreshOf(refreshToken),
            isSilent: true,
            nonce: mishap === 'gives an id_token with the first nonce' ? nonce : null,
          }
        : {
            state: authorization.request.get('state') ?? '',
            isSilent: authorization.request.get('prompt') === 'none',
            nonce,
          },
    );
    family.grants.push(grant);
    const next = isKept || this.#setup.refreshTokens === 'none' ? undefined : `refresh-token-${++this.#count}`;
    if (next) this.#exchangeable.set(next, { family, isSpent: false });
    return Response.json({
      ...members,
      ...(mishap === 'gives no id_token' && { id_token: undefined }),
      refresh_token: next,
    });
  }

  #fits(form: URLSearchParams, { request }: Authorization): boolean {
    if (form.get('client_id') !== request.get('client_id') || form.has('client_secret')) return false;
    if (form.has('refresh_token')) return form.get('grant_type') === 'refresh_token';
    // Without an id_token, nothing but the challenge protects a code.
    const checksChallenge = this.#setup.checksChallenge || !this.#setup.hasIdToken;
    return (
      form.get('grant_type') === 'authorization_code' &&
      form.get('redirect_uri') === request.get('redirect_uri') &&
      (!checksChallenge ||
        (request.get('code_challenge_method') === 'S256' &&
          request.get('code_challenge') === challengeOf(form.get('code_verifier') ?? '')))
    );
  }
}

function revokeAll(family: Family): void {
  family.isRevoked = true;
  for (const grant of family.grants) grant.isRevoked = true;
}

function refusal(error: string): Response {
  return Response.json({ error, error_description: 'No way.' }, { status: 400 });
}
