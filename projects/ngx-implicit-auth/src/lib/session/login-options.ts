import type { Prompt } from '../protocol/authorization-request';

/** What one sign-in asks for beyond the app's configuration. */
export interface LoginOptions {
  /**
   * The in-app path, with query and fragment, to come back to; by default the current one. Anything that leads out of the app
   * counts as `/`.
   */
  readonly returnTo?: string;
  /** Leaves no history entry of the current page behind, as for a page that could not be shown; `false` by default. */
  readonly replaceUrl?: boolean;
  /** Which pages the server has to show; left to it by default. */
  readonly prompt?: Prompt;
  /** How long ago, in seconds, the person may have authenticated at most; verified against `auth_time`. */
  readonly maxAgeSeconds?: number;
  /** Space-delimited authentication context classes, one of which the id_token must name. */
  readonly acrValues?: string;
  /** Who is expected to sign in, such as an email address. */
  readonly loginHint?: string;
  /** Further authorization request parameters, added to those of the configuration. */
  readonly parameters?: Readonly<Record<string, string>>;
}
