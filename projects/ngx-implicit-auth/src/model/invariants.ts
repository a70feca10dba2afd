/** What holds whatever happens, in which order ever. docs/architecture.md says more of each. */
export const INVARIANTS = {
  I1: 'after a sign-out nobody is signed in by anything that began before it',
  I2: 'no request carries another person’s token, another resource server’s, or an expired one',
  I3: 'no answer is used twice or in a tab that did not ask, and no token of a refused one is kept',
  I4: 'streams, signals and snapshot() tell the same, and every subscriber in the same order',
  I5: 'every promise that is handed out settles, whatever other tabs do',
  I6: 'nobody is redirected who does not want to be, and a session that can go on does',
  I7: 'nothing is thrown or rejected unhandled, and every error is an AuthError',
  I8: 'a sign-out reaches the server, and what it was to revoke is revoked',
  I9: 'the server is not asked again at once for what it has refused',
  I10: 'a code is redeemed once, by the verifier of the request that it answers',
  I11: 'a refresh token is sent once, and the server takes none for stolen',
  I12: 'no token, code or verifier is told, shown in the address bar, or kept where it does not belong',
} as const;

export type Invariant = keyof typeof INVARIANTS;
