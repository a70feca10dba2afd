/**
 * The claims of a verified id_token. The protocol's own are checked; what the profile claims hold is up to the server.
 * @see OpenID Connect Core 1.0, sections 2 and 5.1
 */
export interface IdTokenClaims {
  /** The issuer, as configured. */
  readonly iss: string;
  /** Who the person is: never reassigned, unique at this issuer. */
  readonly sub: string;
  /** The client, and any trusted audience beside it. */
  readonly aud: string | readonly string[];
  /** When the id_token expires, in seconds since 1970. */
  readonly exp: number;
  /** When the id_token was issued, in seconds since 1970. */
  readonly iat: number;
  readonly nonce?: string;
  /** When the person was authenticated, in seconds since 1970. */
  readonly auth_time?: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly azp?: string;
  readonly at_hash?: string;
  /** The server's name for the session, for sign-out. */
  readonly sid?: string;
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly middle_name?: string;
  readonly nickname?: string;
  readonly preferred_username?: string;
  readonly profile?: string;
  readonly picture?: string;
  readonly website?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly gender?: string;
  readonly birthdate?: string;
  readonly zoneinfo?: string;
  readonly locale?: string;
  readonly phone_number?: string;
  readonly phone_number_verified?: boolean;
  readonly address?: Readonly<Record<string, string>>;
  /** When the profile last changed, in seconds since 1970. */
  readonly updated_at?: number;
  readonly [claim: string]: unknown;
}

/**
 * One step of verifying an id_token, in the order they are taken. `access-token-hash` is only taken when there is an
 * access token.
 */
export type IdTokenCheck =
  | 'format'
  | 'algorithm'
  | 'issuer'
  | 'audience'
  | 'nonce'
  | 'lifetime'
  | 'authentication'
  | 'signature'
  | 'access-token-hash';
