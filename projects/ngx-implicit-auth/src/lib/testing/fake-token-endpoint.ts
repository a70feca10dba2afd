import { base64url } from 'jose';

/** The grant that a code or a refresh token stands for. */
interface Grant {
  /** The authorization request. */
  readonly request: URLSearchParams;
  /** How the claims of its id_tokens differ. */
  readonly claims: Readonly<Record<string, unknown>>;
  isRevoked: boolean;
}

/** Redeems each code and each refresh token once. Who sends one a second time has the whole grant revoked. */
export interface FakeTokenEndpoint {
  /** The form of each request, in order. */
  readonly requests: URLSearchParams[];
  /** The DPoP proof of each request, in order; `null` for one without. */
  readonly proofs: (string | null)[];
  /** Whether a refresh brings another refresh token in place of the one sent; `true` by default. */
  rotates: boolean;
  /** Changes the answer to a request that was granted; `undefined` leaves a member out. */
  changes: Readonly<Record<string, unknown>>;
  /** Answers in place of it, while it is set, or keeps silent by rejecting. */
  instead: ((form: URLSearchParams) => Response | Promise<Response | null> | null) | null;
  /** How the claims of every id_token differ. */
  claims: Readonly<Record<string, unknown>>;
  /** Whether a code or refresh token was sent twice. */
  readonly wasReused: boolean;
  /** Makes a code for an authorization request. */
  codeFor(request: URLSearchParams, claims?: Readonly<Record<string, unknown>>): string;
  answer(form: URLSearchParams, proof?: string | null): Promise<Response>;
}

/** @param issue - makes the tokens for an authorization request */
export function fakeTokenEndpoint(
  issue: (
    request: URLSearchParams,
    claims: Readonly<Record<string, unknown>>,
  ) => Promise<Readonly<Record<string, unknown>>>,
): FakeTokenEndpoint {
  const grants = new Map<string, Grant>();
  const spent = new Set<string>();
  let made = 0;
  const refused = (error: string) => Response.json({ error, error_description: 'No <b>way</b>' }, { status: 400 });

  const granted = async (form: URLSearchParams): Promise<Response> => {
    const key = form.get('code') ?? form.get('refresh_token') ?? '';
    const grant = grants.get(key);
    if (!grant || grant.isRevoked) return refused('invalid_grant');
    const isRefresh = form.get('grant_type') === 'refresh_token';
    if (spent.has(key)) {
      endpoint.wasReused = true;
      grant.isRevoked = true;
      return refused('invalid_grant');
    }
    if (!isRefresh && !(await fits(form, grant.request))) return refused('invalid_grant');
    if (!isRefresh || endpoint.rotates) spent.add(key);
    const refreshToken = `refresh-token-${++made}`;
    const next = isRefresh && !endpoint.rotates ? undefined : refreshToken;
    if (next) grants.set(next, grant);
    const claims = { ...grant.claims, ...endpoint.claims };
    const members = { ...(await issue(grant.request, claims)), refresh_token: next, ...endpoint.changes };
    return Response.json(members);
  };

  const endpoint = {
    requests: [] as URLSearchParams[],
    proofs: [] as (string | null)[],
    rotates: true,
    changes: {},
    claims: {},
    instead: null as FakeTokenEndpoint['instead'],
    wasReused: false,
    codeFor: (request: URLSearchParams, claims = {}) => {
      const code = `code-${++made}`;
      grants.set(code, { request, claims, isRevoked: false });
      return code;
    },
    answer: async (form: URLSearchParams, proof: string | null = null) => {
      endpoint.requests.push(form);
      endpoint.proofs.push(proof);
      return (await endpoint.instead?.(form)) ?? granted(form);
    },
  };
  return endpoint;
}

/** Whether a code is redeemed by whoever has asked for it. */
async function fits(form: URLSearchParams, request: URLSearchParams): Promise<boolean> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(form.get('code_verifier') ?? ''));
  return (
    request.get('code_challenge_method') === 'S256' &&
    base64url.encode(new Uint8Array(hash)) === request.get('code_challenge') &&
    form.get('redirect_uri') === request.get('redirect_uri') &&
    form.get('client_id') === request.get('client_id') &&
    !form.has('client_secret')
  );
}
