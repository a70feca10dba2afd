import { demand, shownUrl } from '../protocol/demand';
import type { IdTokenCheck } from '../protocol/claims';

type Claims = Readonly<Record<string, unknown>>;

/** What the claims of an id_token are compared with. */
export interface IdTokenClaimExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** The nonce of this very sign-in. */
  readonly nonce: string;
  /** The claims of the id_token in place of which a refresh has brought this one. Then it may be without `nonce`. */
  readonly refreshed?: Claims;
  /** The `max_age` of the request, in seconds. Default: the time of authentication does not matter. */
  readonly maxAgeSeconds?: number;
  /** The `acr_values` of the request, space-delimited. Default: the way of authentication does not matter. */
  readonly acrValues?: string;
  /** Audiences that the id_token may be meant for beside this client. */
  readonly trustedAudiences: readonly string[];
  /** How far the clocks of browser and server may be apart, in seconds; 300 at most. */
  readonly clockSkewSeconds: number;
  /** The present, in milliseconds since 1970. */
  readonly now: number;
  /** When the sign-in began, in milliseconds since 1970. */
  readonly requestedAt: number;
  /** Told of every check that has passed. */
  readonly onCheck?: (check: IdTokenCheck) => void;
}

const MAX_CLOCK_SKEW_SECONDS = 300;

/** By how much a server may take an authentication for younger than `max_age` allows. */
const MAX_AGE_LEEWAY_SECONDS = 60;

/**
 * Checks the claims of an id_token: everything but the signature and `at_hash`.
 * @throws AuthError `id_token_malformed`, `id_token_issuer_mismatch`, `id_token_audience_mismatch`,
 * `id_token_audience_untrusted`, `id_token_authorized_party_mismatch`, `id_token_nonce_mismatch`, `id_token_expired`,
 * `id_token_not_yet_valid`, `id_token_too_old`, `acr_mismatch`, `auth_time_missing`, `auth_time_too_old`
 * @see OpenID Connect Core 1.0, sections 3.1.3.7 and 3.2.2.11
 */
export function checkIdTokenClaims(claims: Claims, expected: IdTokenClaimExpectations): void {
  const { issuer, nonce, refreshed, onCheck } = expected;
  demand(
    claims['iss'] === issuer,
    'id_token_issuer_mismatch',
    `The issuer of the id_token is ${shownUrl(claims['iss'])}, and ${issuer} is configured. If that is your server, write issuer ` +
      'as the token does, character by character.',
  );
  onCheck?.('issuer');
  checkAudience(claims, expected);
  onCheck?.('audience');
  demand(
    (nonce && claims['nonce'] === nonce) || (refreshed && claims['nonce'] === undefined),
    'id_token_nonce_mismatch',
    'The id_token does not carry the nonce of this sign-in. Sign in again. If it happens each time, the server leaves ' +
      'nonces out: have it send them.',
  );
  onCheck?.('nonce');
  checkLifetime(claims, expected);
  onCheck?.('lifetime');
  checkAuthentication(claims, expected);
  onCheck?.('authentication');
}

function checkAudience({ aud, azp }: Claims, { clientId, trustedAudiences }: IdTokenClaimExpectations): void {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  demand(
    audiences.includes(clientId),
    'id_token_audience_mismatch',
    `The id_token is not meant for client ${clientId}. Write clientId as the server knows this app.`,
  );
  demand(
    audiences.every((audience) => audience === clientId || trustedAudiences.includes(audience as string)),
    'id_token_audience_untrusted',
    'The id_token is also meant for another audience than this client. List that in trustedAudiences, if it may be.',
  );
  demand(
    azp === undefined || azp === clientId,
    'id_token_authorized_party_mismatch',
    `The id_token was issued to another client than ${clientId}. Write clientId as the server knows this app.`,
  );
}

function checkLifetime({ exp, iat, nbf = 0 }: Claims, expected: IdTokenClaimExpectations): void {
  const { now, requestedAt } = expected;
  const skew = leewayMs(expected);
  const clock =
    "Check this device's clock, which may differ by clockSkewSeconds from the server's, then sign in again.";
  demand(
    isTime(exp) && isTime(iat) && isTime(nbf),
    'id_token_malformed',
    'The id_token lacks a proper exp or iat. Have the server send both, as numbers of seconds.',
  );
  demand(exp * 1000 > now - skew, 'id_token_expired', `The id_token has expired. ${clock}`);
  demand(
    Math.max(iat, nbf) * 1000 <= now + skew,
    'id_token_not_yet_valid',
    `The id_token is dated in the future. ${clock}`,
  );
  demand(iat * 1000 >= requestedAt - skew, 'id_token_too_old', `The id_token is older than this sign-in. ${clock}`);
}

function checkAuthentication({ sub, acr, iat, auth_time }: Claims, expected: IdTokenClaimExpectations): void {
  const { acrValues, maxAgeSeconds, refreshed, now, requestedAt } = expected;
  demand(
    typeof sub === 'string' && /^\p{ASCII}{1,255}$/u.test(sub),
    'id_token_malformed',
    'The sub of the id_token is no text of 1 to 255 ASCII characters. Have the server send such a one.',
  );
  demand(
    !acrValues || acrValues.split(' ').includes(acr as string),
    'acr_mismatch',
    'The person was not authenticated in one of the ways of acrValues. Sign in again. If it happens each time, check that ' +
      'the server knows these values, and puts acr into the id_token.',
  );
  demand(
    [undefined, refreshed?.['auth_time'] ?? auth_time].includes(auth_time),
    'auth_time_too_old',
    'The server tells another time of authentication (auth_time) at a refresh than at the sign-in. Sign in again.',
  );
  if (maxAgeSeconds === undefined) return;
  demand(
    isTime(auth_time),
    'auth_time_missing',
    'The id_token does not tell when authentication took place (auth_time). Have the server honour max_age.',
  );
  // By the server's clock alone, however wrong this device's is. The age counts up to the request, as it does for the
  // server: time spent on its pages adds nothing to it.
  const ageSeconds = (iat as number) - auth_time;
  const onItsPagesSeconds = (now - requestedAt) / 1000;
  demand(
    ageSeconds <= maxAgeSeconds + onItsPagesSeconds + MAX_AGE_LEEWAY_SECONDS && ageSeconds >= -MAX_AGE_LEEWAY_SECONDS,
    'auth_time_too_old',
    'The authentication is older than maxAgeSeconds allows. Sign in again with your credentials.',
  );
}

/** JSON can hold a number that reads as Infinity, such as `1e999`. As `exp`, it would make a token valid for ever. */
function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function leewayMs({ clockSkewSeconds }: IdTokenClaimExpectations): number {
  return Math.min(clockSkewSeconds, MAX_CLOCK_SKEW_SECONDS) * 1000;
}
