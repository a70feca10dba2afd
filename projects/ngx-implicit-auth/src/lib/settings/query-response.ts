/**
 * Takes an answer without a `state` for the one that this tab waits for, from a server that cannot echo it.
 *
 * Whoever gets the person to open a link can then sign them in as somebody else, and have them work in that account. Have the server
 * repeat `state` instead, if there is any way to.
 *
 * @see RFC 6749, section 10.12
 */
export const dangerouslyAcceptMissingState: unique symbol = Symbol('dangerouslyAcceptMissingState');

/** How a server answers that does not do it in the fragment, or not in the words of the specification. */
export interface QueryResponse {
  /** The parameter that holds the access token, such as `token`. */
  readonly accessToken: string;
  /** The parameter that holds the token's lifetime in seconds; `expires_in` by default. */
  readonly expiresIn?: string;
  /** The parameter that holds what was granted; `scope` by default. */
  readonly scope?: string;
  /** For a server that cannot echo `state`; refused without it by default. */
  readonly state?: typeof dangerouslyAcceptMissingState;
}
