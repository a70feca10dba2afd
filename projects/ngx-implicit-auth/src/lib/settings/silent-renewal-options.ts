/** How `withSilentRenewal()` renews sessions. */
export interface SilentRenewalOptions {
  /**
   * The static page that the server sends its answer to, registered there as a redirect URI; absolute, or relative to
   * the app's base. `silent-renewal.html` by default, which the package brings as an asset.
   */
  readonly redirectUri?: string;
  /**
   * `frame` (default): in a hidden frame. A tab that finds frames not to work switches to renewal by navigation.
   *
   * `navigation`: shortly before the deadline, the next guarded navigation takes the person through the server, mostly
   * without them seeing it, and lands where it was going. Needs no third-party cookies. Nothing happens without a
   * navigation, or a call of `AuthService.renew()`, which leaves the page.
   */
  readonly strategy?: 'frame' | 'navigation';
  /**
   * `web_message` for a server, such as Auth0, that posts its answer to this page instead of sending the frame back. By
   * default the answer is read from the frame's location, which nobody can forge. docs/security.md says how a message
   * is checked.
   */
  readonly responseMode?: 'web_message';
  /**
   * `none` (default): asks the server for an answer without a page (`prompt=none`).
   *
   * `omit`: asks without `prompt`, for a server that does not know it and shows its login page, or an error, where an
   * app sends `prompt=none`. Whom it knows, it sends back at once all the same; anybody else sees its page after a
   * redirect, and nothing of it in a frame.
   */
  readonly prompt?: 'none' | 'omit';
  /**
   * How many seconds before the deadline a renewal starts, a year at most; by default a tenth of the lifetime, between 5 seconds and 5
   * minutes. A renewal in a frame starts up to a fifth of that earlier, at random, and none starts in the first half of
   * the lifetime.
   */
  readonly leadSeconds?: number;
  /** How many seconds to wait for an answer, from 0.1 to 86,400; 10 by default. */
  readonly timeoutSeconds?: number;
}
