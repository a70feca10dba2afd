/** Whom a request comes from, as its access token says. */
export interface Caller {
  readonly sub: string;
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  /** The thumbprint of the key that the token is bound to; `null` for a token that anybody may show. */
  readonly boundTo: string | null;
}

/**
 * Verifies an access token for the API of this name.
 *
 * @throws Problem 401 when the token is at fault, 503 when the authorization server cannot be asked.
 */
export type VerifyAccessToken = (token: string, audience: string) => Promise<Caller>;

/** Reads what a token says, or what its server says of it. */
export function callerOf(claims: Readonly<Record<string, unknown>>): Caller {
  const { sub, name, scope, cnf } = claims;
  const { jkt } = { ...(cnf as { readonly jkt?: unknown } | undefined) };
  const username = typeof sub === 'string' ? sub : '';
  return {
    sub: username,
    name: typeof name === 'string' ? name : username,
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    boundTo: typeof jkt === 'string' ? jkt : null,
  };
}
