/**
 * What a server may tell of a person, in the id_token or at its userinfo endpoint. The server decides what each claim
 * holds.
 * @see OpenID Connect Core 1.0, section 5.1
 */
export interface ProfileClaims {
  /** The full name, as the person likes to see it. */
  readonly name?: string;
  /** The given names, separated by spaces. */
  readonly given_name?: string;
  /** The surnames, separated by spaces. */
  readonly family_name?: string;
  /** The middle names, separated by spaces. */
  readonly middle_name?: string;
  /** A casual name. */
  readonly nickname?: string;
  /** The short name that the person goes by at the server; not unique. */
  readonly preferred_username?: string;
  /** The URL of a page about the person. */
  readonly profile?: string;
  /** The URL of a picture of the person. */
  readonly picture?: string;
  /** The URL of a page of the person's own. */
  readonly website?: string;
  /** The preferred e-mail address; not unique. */
  readonly email?: string;
  /** Whether the server has made sure that the address is the person's. */
  readonly email_verified?: boolean;
  /** The gender; `female`, `male`, or any other word. */
  readonly gender?: string;
  /** The birthday as `YYYY-MM-DD`, with the year `0000` where it is left out, or the year alone. */
  readonly birthdate?: string;
  /** The time zone, such as `Europe/Paris`. */
  readonly zoneinfo?: string;
  /** The language and country, such as `de-CH`. */
  readonly locale?: string;
  /** The preferred telephone number, such as `+41 44 123 45 67`. */
  readonly phone_number?: string;
  /** Whether the server has made sure that the number is the person's. */
  readonly phone_number_verified?: boolean;
  /** The postal address; `formatted` holds it as one text. */
  readonly address?: Readonly<Record<string, string>>;
  /** When the profile last changed, in seconds since 1970. */
  readonly updated_at?: number;
  /** Whatever else the server tells. */
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
  /** The nonce of the request. */
  readonly nonce?: string;
  /** When the person was authenticated, in seconds since 1970. */
  readonly auth_time?: number;
  /** The class of the authentication, as the server names it. */
  readonly acr?: string;
  /** How the person was authenticated, such as `pwd` or `otp`. */
  readonly amr?: readonly string[];
  /** The client that the id_token was issued to. */
  readonly azp?: string;
  /** The hash by which the id_token vouches for the access token that came along. */
  readonly at_hash?: string;
  /** The server's name for the session, for sign-out. */
  readonly sid?: string;
}

/**
 * Claims from the userinfo endpoint that no id_token vouches for: good for greeting a person, no proof of who they are.
 * The endpoint tells them to whoever holds the access token. They never have `iss`, which every id_token has.
 * @see OpenID Connect Core 1.0, section 5.3; RFC 6749, section 10.16
 */
export interface UnverifiedClaims extends ProfileClaims {
  /** Who the person is; nobody but the userinfo endpoint says so. */
  readonly sub: string;
  /** Never there: no issuer vouches for these claims. */
  readonly iss?: undefined;
}

/** What is known of the person. The claims are verified exactly when they have `iss`. */
export type Claims = IdTokenClaims | UnverifiedClaims;

/**
 * One step of verifying an id_token; the steps are taken in this order. `access-token-hash` is taken only when there is
 * an access token.
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
