import type { StoredSession } from './session-store';

/** How, and how recently, a person must have authenticated. */
export interface AuthenticationRequirement {
  /**
   * Space-delimited authentication context classes, in any of which they may have authenticated; any way by default.
   */
  readonly acrValues?: string;
  /** At most how many seconds ago they may have authenticated; no limit by default. */
  readonly maxAgeSeconds?: number;
}

/**
 * Whether a session says that the person authenticated as required.
 *
 * @param leewaySeconds - by how many seconds the clocks of the server and this device may differ
 */
export function meetsRequirement(
  { claims, receivedAt, maxAgeSeconds: asked = Infinity }: StoredSession,
  { acrValues, maxAgeSeconds = Infinity }: AuthenticationRequirement,
  now: number,
  leewaySeconds: number,
): boolean {
  const { acr, auth_time: authTime = -Infinity } = claims?.iss === undefined ? {} : claims;
  const oldest = now / 1000 - maxAgeSeconds;
  return (
    (!acrValues || acrValues.split(' ').includes(String(acr))) &&
    // What the server was asked for is verified already, whatever its clock says.
    (authTime >= oldest - leewaySeconds || (asked <= maxAgeSeconds && receivedAt / 1000 >= oldest))
  );
}
