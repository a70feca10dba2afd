import { AuthError, type AuthErrorCode, type AuthorizationServerError } from './auth-error';
import { demand, shownUrl } from './demand';
import type { ResponseParameters } from './response-parameters';
import type { AuthResponseType } from './authorization-request';

/** What an authorization response is checked against: what was asked for, and of which server. */
export interface AuthorizationResponseExpectations {
  readonly issuer: string;
  readonly responseType: AuthResponseType;
  /** Whether the server announced that every response carries `iss`. Default: false. */
  readonly issParameterSupported?: boolean;
}

/** What the tokens that were issued are checked against. */
export interface IssuedTokensExpectations {
  /** The scope of the request, space-delimited. */
  readonly scope: string;
  /** Lifetime in seconds of an access token that comes without `expires_in`. */
  readonly defaultLifetimeSeconds: number;
  /** The types of access token that are of use, in lower case. */
  readonly tokenTypes: readonly string[];
}

/** The tokens that the server has issued, in its authorization response or for a code. None is verified yet. */
export interface IssuedTokens {
  readonly accessToken?: string;
  /** Lifetime in seconds from the moment of receipt, at most a year; present together with the access token. */
  readonly expiresInSeconds?: number;
  /** What was granted, space-delimited. */
  readonly scope: string;
  readonly idToken?: string;
  /** For session management. */
  readonly sessionState?: string;
  /** In lower case; present together with the access token. */
  readonly tokenType?: string;
}

const MAX_LIFETIME_SECONDS = 31_536_000;
const AGAIN = 'Sign in again.';
const CLIENT = 'Allow this client that response type at the server, or write responseType as it is there.';

const MESSAGES = {
  access_denied:
    'Access was refused, by the person or by the authorization server. Sign in again to be asked once more.',
  interaction_required: 'The authorization server cannot answer without showing a page. Sign in again.',
  authorization_failed: 'The authorization server answered with an error. See `server` for what it says.',
} as const satisfies Partial<Record<AuthErrorCode, string>>;

/** What to do about the errors of the server that the app's or the client's settings are the cause of. */
const CURES: ReadonlyMap<string, string> = new Map([
  [
    'unauthorized_client',
    'The server does not allow this client the implicit grant, or its response type. Allow it there, or check clientId.',
  ],
  [
    'unsupported_response_type',
    'The server does not offer the response type that was asked for. Switch the implicit grant on there, or change ' +
      'responseType.',
  ],
  [
    'invalid_scope',
    'The server does not know one of the scopes that were asked for, or does not allow it. Compare `scope` with what the ' +
      'server allows this client.',
  ],
  [
    'invalid_request',
    'The server calls the request incomplete or wrong. See `server` for what it says, and check `parameters`.',
  ],
  ['server_error', 'The authorization server has failed by a fault of its own. Try again later.'],
  ['temporarily_unavailable', 'The authorization server has too much to do, or is being maintained. Try again later.'],
]);

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
 * `interaction_required`, `authorization_failed`, `token_missing`, `token_unrequested`
 * @see RFC 6749, sections 4.1.2 and 4.2.2; OpenID Connect Core 1.0, section 3.2.2.5; RFC 9207, section 2.4
 */
export function validateAuthorizationResponse(
  parameters: ResponseParameters,
  expected: AuthorizationResponseExpectations,
): void {
  const issuer = parameters.get('iss');
  const error = parameters.get('error');
  const asked = expected.responseType.split(' ');
  const [wantsCode, hasCode] = [asked.includes('code'), parameters.has('code')];
  const [wantsIdToken, hasIdToken] = [asked.includes('id_token'), parameters.has('id_token')];
  const [wantsAccessToken, hasAccessToken] = [asked.includes('token'), parameters.has('access_token')];

  // Checked before `error`, so that an error of another server is not taken for one of this server.
  demand(
    issuer === undefined || issuer === expected.issuer,
    'response_issuer_mismatch',
    `The response is from ${shownUrl(issuer)}, and ${expected.issuer} was asked. ${AGAIN} If it happens each time, write issuer ` +
      'as the server does, character by character.',
  );
  demand(
    // An id_token names the issuer itself, under its signature. A certified server then leaves `iss` out.
    issuer !== undefined || (wantsIdToken && hasIdToken) || !expected.issParameterSupported,
    'response_issuer_missing',
    `${expected.issuer} announces that each response carries iss, and this one has none. Have it send iss, or not announce ` +
      'it, or configure `server` by hand.',
  );

  if (error !== undefined) {
    demand(
      !hasCode && !hasIdToken && !hasAccessToken,
      'response_contradictory',
      `The response is an error and holds a token. ${AGAIN} If it happens each time, report it to the server's makers.`,
    );
    throw serverError(error, parameters);
  }

  demand(
    // An id_token beside a bare access token is not looked at.
    (wantsCode || !hasCode) && (wantsAccessToken || !hasAccessToken) && !(wantsCode && hasIdToken),
    'token_unrequested',
    `The response holds ${hasCode && !wantsCode ? 'a code' : 'a token'}, and '${expected.responseType}' was asked for. ` +
      CLIENT,
  );
  const missing = wantsCode ? 'code' : wantsIdToken && !hasIdToken ? 'id_token' : 'access token';
  demand(
    (hasCode || !wantsCode) && (hasAccessToken || !wantsAccessToken) && (hasIdToken || !wantsIdToken),
    'token_missing',
    `The response holds no ${missing}, and '${expected.responseType}' was asked for. ${CLIENT}`,
  );
}

/**
 * Reads the tokens out of the parameters that they came in, and checks what came along with an access token.
 * @throws AuthError `token_type_unsupported`, `response_malformed`, `expires_in_invalid`, `access_token_expired`
 * @see RFC 6749, sections 4.2.2 and 5.1
 */
export function issuedTokens(parameters: ResponseParameters, expected: IssuedTokensExpectations): IssuedTokens {
  const accessToken = parameters.get('access_token');
  const idToken = parameters.get('id_token');
  const sessionState = parameters.get('session_state');
  return {
    scope: parameters.get('scope') ?? expected.scope,
    ...(idToken && { idToken }),
    ...(accessToken && {
      accessToken,
      tokenType: parameters.get('token_type')?.toLowerCase(),
      expiresInSeconds: lifetime(accessToken, parameters, expected),
    }),
    ...(sessionState && { sessionState }),
  };
}

function serverError(error: string, parameters: ResponseParameters): AuthError {
  const code = CODES.get(error) ?? 'authorization_failed';
  return new AuthError(code, CURES.get(error) ?? MESSAGES[code], { server: saidByServer(error, parameters) });
}

/** What a server says of an error of its own. */
export function saidByServer(error: string, parameters: ResponseParameters): AuthorizationServerError {
  const description = parameters.get('error_description');
  const uri = parameters.get('error_uri');
  return {
    error,
    ...(description && { description }),
    // Apps may show it as a link.
    ...(uri && /^https?:\/\//i.test(uri) && { uri }),
  };
}

/** Checks an access token and what comes along with it, and returns its lifetime in seconds. */
function lifetime(
  accessToken: string,
  parameters: ResponseParameters,
  { defaultLifetimeSeconds, tokenTypes }: IssuedTokensExpectations,
): number {
  const expiresIn = parameters.get('expires_in') ?? `${defaultLifetimeSeconds}`;
  const type = parameters.get('token_type');

  demand(
    type !== undefined && tokenTypes.includes(type.toLowerCase()),
    'token_type_unsupported',
    type === undefined
      ? 'The response does not say of what type the access token is. Have the server send its token_type with it.'
      : `The access token is of another type than ${tokenTypes.join(' or ')}. Have the server issue such ones to this client.`,
  );
  // The browser refuses any other character in a header, so each request with the token would fail.
  demand(
    /^[!-~]+$/.test(accessToken),
    'response_malformed',
    'The access token holds a character that no header can carry. Have the server issue others.',
  );
  demand(
    /^\d+$/.test(expiresIn),
    'expires_in_invalid',
    'expires_in is not a whole number of seconds. Have the server send such a one, or none.',
  );
  demand(
    Number(expiresIn),
    'access_token_expired',
    'The access token is of no use, as it came with expires_in=0. Have the server issue tokens that last.',
  );
  return Math.min(Number(expiresIn), MAX_LIFETIME_SECONDS);
}
