/**
 * What a server may tell of a person, in the id_token or at its userinfo endpoint. What these claims hold is up to the server.
 * @see OpenID Connect Core 1.0, section 5.1
 */
export interface ProfileClaims {
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
 * The claims of a verified id_token. The protocol's own are checked.
 * @see OpenID Connect Core 1.0, section 2
 */
export interface IdTokenClaims extends ProfileClaims {
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
}

/**
 * What the userinfo endpoint tells to whoever holds the access token, and no id_token vouches for: good for greeting a person, no
 * proof of who they are. `iss`, which every id_token has, marks the difference.
 * @see OpenID Connect Core 1.0, section 5.3; RFC 6749, section 10.16
 */
export interface UnverifiedClaims extends ProfileClaims {
  readonly sub: string;
  readonly iss?: undefined;
}

/** What is known of the person: verified exactly when it has `iss`. */
export type Claims = IdTokenClaims | UnverifiedClaims;

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
