import type { ProfileClaims } from 'ngx-implicit-auth';

/** What a sign-in yields in a test. Whatever is left out is as the app asks for it. */
export interface TestSignIn {
  /**
   * What the server tells about the person; `{ sub: 'test-person' }` by default. The protocol's own claims (`iss`, `aud`,
   * `iat`, `exp`, `nonce`) come by themselves; so do `auth_time` and `acr`, unless they are given;
   * `undefined` leaves these two out.
   */
  readonly claims?: ProfileClaims;
  /** The scope that is granted, space-delimited; by default all that the app asks for. */
  readonly scope?: string;
  /** The access token, in printable ASCII; by default one that no other sign-in has. */
  readonly accessToken?: string;
  /** How long it lasts, in whole seconds, for a year at most; 3600 by default. */
  readonly expiresInSeconds?: number;
}

/** What the server answers to a redirect: that somebody has signed in, or an error. */
export interface TestAnswer extends TestSignIn {
  /** An error of the protocol, such as `access_denied`, in place of tokens. */
  readonly error?: string;
  /** What the server says about the error. */
  readonly errorDescription?: string;
  /** Parameters of the response that take the place of others; `undefined` leaves one out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
}
