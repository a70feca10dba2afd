import type { AuthErrorCode, ProfileClaims } from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import type { TestAnswer, TestSignIn } from './test-answer';

/** The claims that tie an id_token to its sign-in, and the failure that another value brings. */
const TIES = {
  iss: 'id_token_issuer_mismatch',
  aud: 'id_token_audience_mismatch',
  azp: 'id_token_authorized_party_mismatch',
  nonce: 'id_token_nonce_mismatch',
  iat: 'id_token_too_old',
  exp: 'id_token_expired',
  nbf: 'id_token_not_yet_valid',
} satisfies Record<string, AuthErrorCode>;

/** No session lasts longer, whatever the server says. */
const YEAR_SECONDS = 31_536_000;

/**
 * Refuses an answer that no server gives.
 *
 * @throws AuthTestingError
 */
export function demandAnswer({ error, errorDescription, parameters, ...signIn }: TestAnswer): void {
  demand(error !== '', "An error has a name. Write one, such as error: 'access_denied'.");
  demand(
    error !== undefined || errorDescription === undefined,
    "errorDescription describes an error. Write that as well, such as error: 'access_denied'.",
  );
  demand(
    parameters?.['session_state'] === undefined,
    "A session_state is for a frame of the server's own (withSessionManagement()), which no test has. Leave it out.",
  );
  const [other] = Object.entries(signIn).flatMap(([name, value]: [string, unknown]) =>
    value === undefined ? [] : name,
  );
  demand(
    error === undefined || other === undefined,
    `An error comes in place of a sign-in. Leave out ${other}, or the error.`,
  );
}

/**
 * Refuses what no answer to this request brings.
 *
 * @param asked - the parameters of the request
 * @throws AuthTestingError
 */
export function demandAskedFor(
  { claims, scope, accessToken }: TestSignIn,
  asked: URLSearchParams,
  hasUserInfo: boolean,
): void {
  demand(
    bringsIdToken(asked) || hasUserInfo || !claims,
    'This app learns nothing about the person, so there are no claims. Configure a responseType and a scope that bring ' +
      'an id_token, add withUserInfo(), or leave out claims.',
  );
  demand(
    bringsAccessToken(asked) || (accessToken === undefined && scope === undefined),
    `This app asks for no access token. Configure responseType: 'id_token token', or leave out accessToken and scope.`,
  );
  const acrValues = asked.get('acr_values')?.split(' ');
  demand(
    claims?.['acr'] === undefined || !acrValues || acrValues.includes(claims['acr'] as string),
    `This request asks for another acr. Write one of: ${acrValues?.join(', ')}; or call fail('acr_mismatch').`,
  );
  demand(
    claims?.['auth_time'] === undefined || !asked.has('max_age'),
    "This request asks for a fresh authentication (max_age). Leave out auth_time, or call fail('auth_time_too_old').",
  );
}

/**
 * Refuses claims, a token and a lifetime that no sign-in brings.
 *
 * @throws AuthTestingError
 */
export function demandSignIn({ claims = {}, accessToken, expiresInSeconds = 1 }: TestSignIn): void {
  if (accessToken !== undefined) demandToken(accessToken);
  demand(
    Number.isInteger(expiresInSeconds) && expiresInSeconds > 0 && expiresInSeconds <= YEAR_SECONDS,
    'expiresInSeconds is a whole number from 1 to 31,536,000. For a session that has ended, sign in, and then expire().',
  );
  for (const [name, code] of Object.entries(TIES)) {
    demand(
      claims[name] === undefined,
      `The claim ${name} comes by itself. Leave it out; for a sign-in that fails by it, call fail('${code}').`,
    );
  }
  const { sub }: ProfileClaims = claims;
  demand(
    sub === undefined || (typeof sub === 'string' && /^\p{ASCII}{1,255}$/u.test(sub)),
    "sub is a text of 1 to 255 ASCII characters. Write such a one, or call fail('id_token_malformed').",
  );
}

/** @throws AuthTestingError for an access token that no header can carry */
export function demandToken(accessToken: unknown): void {
  demand(
    typeof accessToken === 'string' && /^[!-~]+$/.test(accessToken),
    'No header can carry this access token. Use printable ASCII, without spaces.',
  );
}

/** Whether the answer to a request brings an id_token, at once or for the code. */
export function bringsIdToken(asked: URLSearchParams): boolean {
  const types = asked.get('response_type')?.split(' ') ?? [];
  const isOpenid = asked.get('scope')?.split(' ').includes('openid');
  return !!isOpenid && types.join(' ') !== 'token';
}

/** Whether it brings an access token, at once or for the code. */
export function bringsAccessToken(asked: URLSearchParams): boolean {
  const types = asked.get('response_type')?.split(' ') ?? [];
  return types.includes('token') || types.includes('code');
}
