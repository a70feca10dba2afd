import type { Session } from './auth-state';

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
 * Whether the id_token of a session says that the person authenticated as required.
 *
 * @param leewaySeconds - by how many seconds the clocks of the server and this device may differ
 */
export function meetsRequirement(
  { claims }: Session,
  { acrValues, maxAgeSeconds }: AuthenticationRequirement,
  now: number,
  leewaySeconds: number,
): boolean {
  const { acr, auth_time: authTime } = claims?.iss === undefined ? {} : claims;
  return (
    (!acrValues || acrValues.split(' ').includes(String(acr))) &&
    (maxAgeSeconds === undefined || Number(authTime) >= now / 1000 - maxAgeSeconds - leewaySeconds)
  );
}
