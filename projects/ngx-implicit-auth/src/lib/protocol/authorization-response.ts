import { AuthError, type AuthErrorCode } from './auth-error';
import { demand } from './demand';
import type { ResponseParameters } from './response-parameters';
import { asksForIdToken, type AuthResponseType } from './authorization-request';

/** What an authorization response is checked against: what was asked for, and of which server. */
export interface AuthorizationResponseExpectations {
  readonly issuer: string;
  readonly responseType: AuthResponseType;
  /** The scope of the request, space-delimited. */
  readonly scope: string;
  /** Whether the server announced that every response carries `iss`. Default: false. */
  readonly issParameterSupported?: boolean;
  /** Lifetime in seconds of an access token that comes without `expires_in`. */
  readonly defaultLifetimeSeconds: number;
}

/** A successful authorization response. Its id_token is not verified yet. */
export interface AuthorizationResponse {
  /** Present exactly when it was asked for. */
  readonly accessToken?: string;
  /** Lifetime in seconds from the moment of receipt, at most a year; present together with the access token. */
  readonly expiresInSeconds?: number;
  /** What was granted, space-delimited. */
  readonly scope: string;
  /** Present exactly when it was asked for. */
  readonly idToken?: string;
  /** For session management. */
  readonly sessionState?: string;
}

const MAX_LIFETIME_SECONDS = 31_536_000;
const AGAIN = 'Sign in again.';
const CLIENT = "Check the client's response types at the server.";

const MESSAGES = {
  access_denied:
    'Access was refused, by the person or by the authorization server. Sign in again to be asked once more.',
  interaction_required: 'The authorization server cannot answer without showing a page. Sign in again.',
  authorization_failed: 'The authorization server answered with an error. See `server` for what it says.',
} as const satisfies Partial<Record<AuthErrorCode, string>>;

/** Which of our codes stands for which of the server's. A Map, because an object would know `constructor`, too. */
const CODES: ReadonlyMap<string, keyof typeof MESSAGES> = new Map([
  ['access_denied', 'access_denied'],
  ['login_required', 'interaction_required'],
  ['interaction_required', 'interaction_required'],
  ['consent_required', 'interaction_required'],
  ['account_selection_required', 'interaction_required'],
  // Microsoft's.
  ['user_authentication_required', 'interaction_required'],
]);

/**
 * Checks an authorization response against what was asked for. The caller has already found the pending sign-in by
 * `state`.
 * @throws AuthError `response_issuer_mismatch`, `response_issuer_missing`, `response_contradictory`, `access_denied`,
 * `interaction_required`, `authorization_failed`, `token_missing`, `token_unrequested`, `token_type_unsupported`,
 * `response_malformed`, `expires_in_invalid`, `access_token_expired`
 * @see RFC 6749, section 4.2.2; OpenID Connect Core 1.0, section 3.2.2.5; RFC 9207, section 2.4
 */
export function validateAuthorizationResponse(
  parameters: ResponseParameters,
  expected: AuthorizationResponseExpectations,
): AuthorizationResponse {
  const issuer = parameters.get('iss');
  const error = parameters.get('error');
  const accessToken = parameters.get('access_token');
  const idToken = parameters.get('id_token');
  const sessionState = parameters.get('session_state');
  const wantsAccessToken = expected.responseType.split(' ').includes('token');
  const wantsIdToken = asksForIdToken(expected.responseType);

  // Checked before `error`, so that an error of another server is not taken for one of this server.
  demand(
    issuer === undefined || issuer === expected.issuer,
    'response_issuer_mismatch',
    `The response does not come from ${expected.issuer}. ${AGAIN}`,
  );
  demand(
    // An id_token names the issuer itself, under its signature. A certified server then leaves `iss` out.
    issuer !== undefined || (wantsIdToken && idToken) || !expected.issParameterSupported,
    'response_issuer_missing',
    `${expected.issuer} announces that it sends iss, but sent none. ${AGAIN}`,
  );

  if (error !== undefined) {
    demand(
      !(accessToken ?? idToken ?? parameters.get('code')),
      'response_contradictory',
      `The response is an error and holds a token. ${AGAIN}`,
    );
    throw serverError(error, parameters);
  }

  demand(
    !parameters.has('code') && (wantsAccessToken || !accessToken),
    'token_unrequested',
    `The response holds more than '${expected.responseType}'. ${CLIENT}`,
  );
  demand(
    (accessToken || !wantsAccessToken) && (idToken || !wantsIdToken),
    'token_missing',
    `The response lacks a part of '${expected.responseType}'. ${CLIENT}`,
  );

  return {
    scope: parameters.get('scope') ?? expected.scope,
    ...(wantsIdToken && { idToken }),
    ...(accessToken && { accessToken, expiresInSeconds: lifetime(accessToken, parameters, expected) }),
    ...(sessionState && { sessionState }),
  };
}

function serverError(error: string, parameters: ResponseParameters): AuthError {
  const description = parameters.get('error_description');
  const uri = parameters.get('error_uri');
  const code = CODES.get(error) ?? 'authorization_failed';
  return new AuthError(code, MESSAGES[code], {
    server: {
      error,
      ...(description && { description }),
      // Apps may show it as a link.
      ...(uri && /^https?:\/\//i.test(uri) && { uri }),
    },
  });
}

/** Checks an access token and what comes along with it, and returns its lifetime in seconds. */
function lifetime(
  accessToken: string,
  parameters: ResponseParameters,
  { defaultLifetimeSeconds }: AuthorizationResponseExpectations,
): number {
  const expiresIn = parameters.get('expires_in') ?? `${defaultLifetimeSeconds}`;
  const type = parameters.get('token_type');

  demand(
    type?.toLowerCase() === 'bearer',
    'token_type_unsupported',
    type === undefined
      ? 'The response does not say of what type the access token is. Have the server send token_type=Bearer with it.'
      : 'The access token is of another type than Bearer. Have the server issue Bearer tokens to this client.',
  );
  // The browser refuses any other character in a header, so each request with the token would fail.
  demand(/^[!-~]+$/.test(accessToken), 'response_malformed', `The access token does not fit into a header. ${AGAIN}`);
  demand(/^\d+$/.test(expiresIn), 'expires_in_invalid', `expires_in is not a whole number of seconds. ${AGAIN}`);
  demand(
    Number(expiresIn),
    'access_token_expired',
    'The access token is of no use, as it came with expires_in=0. Have the server issue tokens that last.',
  );
  return Math.min(Number(expiresIn), MAX_LIFETIME_SECONDS);
}
