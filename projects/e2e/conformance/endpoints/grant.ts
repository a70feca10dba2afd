/** What a person has allowed an app. */
export interface Grant {
  /** The authorization request. */
  readonly request: URLSearchParams;
  /** The key that its tokens are bound to, once a proof has shown it (RFC 9449, section 6). */
  cnf?: { readonly jkt: string };
  /** Whether a code or a refresh token of it was sent twice. */
  isRevoked: boolean;
}

export function scopeOf({ request }: Grant): string {
  return request.get('scope') ?? '';
}
