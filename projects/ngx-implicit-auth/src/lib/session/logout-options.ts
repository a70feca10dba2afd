/** How far a sign-out reaches. */
export interface LogoutOptions {
  /** `local`: this app only; `everywhere` (default): the server as well, when it has an end-session endpoint. */
  readonly scope?: 'local' | 'everywhere';
  /**
   * Whether the server is asked to revoke the access token, which is good until it expires otherwise. Default: false.
   *
   * It has 5 seconds to answer. The sign-out goes on however that ends.
   */
  readonly revoke?: boolean;
}
