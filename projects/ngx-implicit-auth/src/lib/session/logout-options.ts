/** How far a sign-out reaches. */
export interface LogoutOptions {
  /** `local`: this app only; `everywhere` (default): the server as well, when it has an end-session endpoint. */
  readonly scope?: 'local' | 'everywhere';
}
