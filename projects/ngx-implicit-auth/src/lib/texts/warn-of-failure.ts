import type { AuthError } from '../protocol/auth-error';

/** Tells developers of a failure, of which people are told in other words. For dev mode: in production nothing does. */
export function warnOfFailure({ message }: AuthError): void {
  console.warn(`ngx-implicit-auth: ${message}`);
}
