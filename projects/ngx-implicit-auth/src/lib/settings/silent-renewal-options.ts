/** How sessions are renewed. */
export interface SilentRenewalOptions {
  /**
   * The static page that the server answers at, registered there as a redirect URI; absolute, or relative to the app's
   * base. `silent-renewal.html` by default, which the package brings as an asset.
   */
  readonly redirectUri?: string;
  /**
   * `frame` (default): out of sight, in a hidden frame. Where frames are found not to work, the tab goes on by
   * navigation by itself.
   *
   * `navigation`: shortly before the deadline, the next guarded navigation takes the person through the server, mostly
   * without them seeing it, and lands where it was going. Needs no third-party cookies. Nothing happens without a
   * navigation, or a call of `AuthService.renew()`, which leaves the page.
   */
  readonly strategy?: 'frame' | 'navigation';
  /**
   * `web_message` for a server, such as Auth0, that posts its answer to this page instead of sending the frame back. By
   * default the answer is read from the frame's location, which nobody can forge. What a message is checked by,
   * docs/security.md says.
   */
  readonly responseMode?: 'web_message';
  /**
   * Before the deadline by how many seconds a renewal starts; by default a tenth of the lifetime, between 5 seconds and
   * 5 minutes.
   */
  readonly leadSeconds?: number;
  /** After how many seconds an answer is no longer waited for; 10 by default. */
  readonly timeoutSeconds?: number;
}
