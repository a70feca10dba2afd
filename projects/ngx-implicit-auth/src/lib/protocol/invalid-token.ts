/** The part of a failed request that tells why a resource server has refused it. */
interface Refusal {
  readonly status?: unknown;
  readonly headers?: { get(name: string): string | null };
}

/**
 * Whether a resource server has refused a request because of its access token. The header `WWW-Authenticate` says why.
 * Where CORS keeps the app from reading it, the status 401 is enough.
 *
 * @see RFC 6750, section 3.1
 */
export function isInvalidToken(failure: unknown): boolean {
  const { status, headers }: Refusal = { ...(failure as Refusal | null) };
  const challenge = headers?.get('WWW-Authenticate') ?? null;
  return status === 401 && (challenge === null || /\berror="?invalid_token\b/.test(challenge));
}
