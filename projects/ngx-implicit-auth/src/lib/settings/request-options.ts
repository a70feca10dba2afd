import type { Prompt } from '../protocol/authorization-request';

/** What a sign-in may ask of the server beyond tokens. */
export interface RequestOptions {
  /** Which pages the server has to show; left to it by default. */
  readonly prompt?: Prompt;
  /** How long ago, in seconds, the person may have authenticated at most; verified against `auth_time`. */
  readonly maxAgeSeconds?: number;
  /** Space-delimited authentication context classes, one of which the id_token must name. */
  readonly acrValues?: string;
  /** Who is expected to sign in, such as an email address. */
  readonly loginHint?: string;
  /** Further parameters of the authorization request, such as `ui_locales`, `display`, or Auth0's `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}
