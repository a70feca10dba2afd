import type { RequestOptions } from '../settings/auth-config';

/** What one sign-in asks for beyond the app's configuration, or in place of it. */
export interface LoginOptions extends RequestOptions {
  /**
   * The in-app path, with query and fragment, to come back to; the current one by default. A URL that leads out of the
   * app counts as `/`.
   */
  readonly returnTo?: string;
  /** Whether the redirect takes the place of the current page in the history; `false` by default. */
  readonly replaceUrl?: boolean;
  /**
   * `popup`: has the person go to the server in a small window of its own, while this page stays as it is. Afterwards the
   * app goes to `returnTo` only if that is given. By default the page is left for the server.
   */
  readonly window?: 'popup';
}

/** How far a sign-out reaches. */
export interface LogoutOptions {
  /** `local`: this app only; `everywhere` (default): the server as well, when it has an end-session endpoint. */
  readonly scope?: 'local' | 'everywhere';
  /**
   * Whether to ask the server to revoke the session's access tokens, those of single resource servers included, which
   * otherwise stay good until they expire; `false` by default.
   *
   * The server has 5 seconds to answer. The sign-out goes on whatever it answers.
   */
  readonly revoke?: boolean;
  /**
   * Where the server sends the person back to after this sign-out: absolute, or relative to the app's base; by default
   * the configured page. The server has to know it.
   */
  readonly postLogoutRedirectUri?: string;
  /** Further parameters of the end-session request, such as `ui_locales`, beside the configured `logoutParameters`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What a redirect to the server is for; this decides what becomes of the answer. */
export type SignInPurpose =
  | { readonly type: 'sign-in' }
  /** To renew the session that goes on; silently until the server wants to show a page. */
  | { readonly type: 'renewal'; readonly isSilent: boolean }
  /** To get the access token of the resource server at a URL. */
  | { readonly type: 'access'; readonly url: string };

/** One redirect to the server, as guards, renewals and the app ask for it; to sign in by default. */
export interface SignInRequest extends LoginOptions {
  readonly purpose?: SignInPurpose;
  /** Whether the page is still to be left, asked just before; always by default. */
  readonly isWanted?: () => boolean;
}
