import type { Session } from './auth-state';

/** How a person has to have authenticated. */
export interface AuthenticationRequirement {
  /** Space-delimited authentication context classes, one of which the id_token has to name. */
  readonly acrValues?: string;
  /** How long ago, in seconds, the person may have authenticated at most. */
  readonly maxAgeSeconds?: number;
}

/** By how many seconds the clocks of the server and this device may differ. */
const LEEWAY_SECONDS = 60;

/** Whether a session began in the way that is required, as far as its id_token tells. */
export function meetsRequirement(
  { claims }: Session,
  { acrValues, maxAgeSeconds }: AuthenticationRequirement,
  now: number,
): boolean {
  const { acr, auth_time: authTime } = claims?.iss === undefined ? {} : claims;
  return (
    (!acrValues || acrValues.split(' ').includes(String(acr))) &&
    (maxAgeSeconds === undefined || Number(authTime) >= now / 1000 - maxAgeSeconds - LEEWAY_SECONDS)
  );
}
