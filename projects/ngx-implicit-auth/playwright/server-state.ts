import type { AccessToken } from './access-tokens.ts';
import type { Person, Settings } from './auth-server-options.ts';
import type { AuthServerRequest } from './request-record.ts';
import type { SigningKey } from './signing-keys.ts';

/** What the server knows at a moment of a test. Its endpoints and the test change it. */
export interface ServerState {
  readonly settings: Settings;
  /** Now, in seconds. */
  readonly now: () => number;
  key: SigningKey;
  /** Who signs in at the login page. */
  person: Person;
  /** Since when that person is signed in at the server, in seconds; `null`: is not. */
  signedInSince: number | null;
  /** How the next authorization request is answered. */
  refusal: { readonly error: string; readonly description: string | undefined } | null;
  readonly pushed: Map<string, URLSearchParams>;
  readonly codes: Map<string, CodeGrant>;
  readonly refreshTokens: Map<string, Grant>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly requests: AuthServerRequest[];
  /** What no app should have asked for; the test fails by them. */
  readonly problems: string[];
}

/** What the person has allowed the app. */
export interface Grant {
  readonly person: Person;
  readonly authTime: number;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  readonly nonce: string | null;
  /** How the person has signed in, where the app has asked for a way. */
  readonly acr: string | null;
}

/** A grant that waits for its code. */
interface CodeGrant extends Grant {
  readonly redirectUri: string;
  readonly codeChallenge: string;
}
