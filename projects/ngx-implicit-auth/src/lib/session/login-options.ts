import type { RequestOptions } from '../settings/request-options';

/** What one sign-in asks for beyond the app's configuration, or in place of it. */
export interface LoginOptions extends RequestOptions {
  /**
   * The in-app path, with query and fragment, to come back to; by default the current one. Anything that leads out of the app
   * counts as `/`.
   */
  readonly returnTo?: string;
  /** Leaves no history entry of the current page behind, as for a page that could not be shown; `false` by default. */
  readonly replaceUrl?: boolean;
  /**
   * The URL of a resource server with a token of its own: asks for that token, and has the server show what keeps it from giving it out
   * silently, such as a consent page. The session goes on as it is. While nobody is signed in, an ordinary sign-in.
   */
  readonly resourceServer?: string;
}
