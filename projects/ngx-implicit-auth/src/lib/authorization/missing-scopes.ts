import type { RequestSettings } from '../settings/request-settings';

/** The scopes of OpenID Connect itself: some servers leave them out of what they tell. */
const OF_OPENID_CONNECT = ['openid', 'profile', 'email', 'address', 'phone'];

/** Which of the scopes that were asked for, space-delimited, are not among those that the server told of. */
export function missingScopes(asked: string, told: readonly string[]): readonly string[] {
  return asked.split(' ').filter((scope) => scope && !told.includes(scope) && !OF_OPENID_CONNECT.includes(scope));
}

/**
 * Says in the console which scopes were asked for in vain, or may be unknown to the server. For dev mode.
 *
 * @param granted - what the server has said that it granted; where it has said nothing, its metadata count
 * @param supported - the scopes in its metadata, if there are any. They need not be all.
 */
export function tellOfMissingScopes(
  { issuer, scope }: RequestSettings,
  granted: string | undefined,
  supported: readonly string[] | undefined,
): void {
  // What comes out of a storage may be anything.
  const told = granted?.split(' ') ?? (Array.isArray(supported) ? (supported as readonly string[]) : undefined);
  const missing = told && missingScopes(scope, told).join(', ');
  if (!missing) return;
  const problem =
    granted === undefined
      ? `${issuer} does not list ${missing} among its scopes, and does not say what it has granted`
      : `${issuer} has not granted ${missing}`;
  console.warn(
    `ngx-implicit-auth: ${problem}. Compare \`scope\` with the scopes that the server knows and allows this client.`,
  );
}
