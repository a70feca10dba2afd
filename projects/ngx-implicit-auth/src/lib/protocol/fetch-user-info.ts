import { AuthError } from './auth-error';
import { demand, shownUrl } from './demand';
import { fetchAnswer, jsonOf, type Fetch, type ServerAnswer } from './fetch-json';

/** What the userinfo is checked against. */
export interface UserInfoExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** The `sub` of the verified id_token; `null` without one. */
  readonly subject: string | null;
  /** Verifies the signature of a signed answer, and returns its claims. */
  readonly verifySignedClaims: (jwt: string) => Promise<Readonly<Record<string, unknown>>>;
}

/** The claims about a person, without those that only an id_token may make. */
export type UserInfo = Readonly<Record<string, unknown>> & { readonly sub: string };

/** The claims that only an id_token may make: about itself, or about how and when the person was authenticated. */
const OF_ID_TOKENS = [
  'iss',
  'aud',
  'exp',
  'iat',
  'nbf',
  'jti',
  'nonce',
  'auth_time',
  'acr',
  'amr',
  'azp',
  'at_hash',
  'sid',
];

/**
 * Asks the userinfo endpoint about the person that an access token stands for.
 * @throws AuthError `user_info_invalid`, `user_info_subject_mismatch`, `metadata_invalid`, `server_unreachable`,
 * `cors_blocked`, `server_answer_invalid`
 * @see OpenID Connect Core 1.0, section 5.3
 * @example
 * ```ts
 * const { email } = await fetchUserInfo('https://id.example.com/me', accessToken, { issuer, clientId, subject: claims.sub, verifySignedClaims }, fetch);
 * ```
 */
export async function fetchUserInfo(
  userInfoEndpoint: string,
  accessToken: string,
  expected: UserInfoExpectations,
  fetch: Fetch,
): Promise<UserInfo> {
  const answer = await fetchAnswer(userInfoEndpoint, fetch, {
    headers: { accept: 'application/json, application/jwt', authorization: `Bearer ${accessToken}` },
    // The token is for this endpoint, not for one that it redirects to.
    redirect: 'error',
  });
  const claims = answer.mediaType === 'application/jwt' ? await signedClaims(answer, expected) : jsonOf(answer);
  return checked(claims, expected);
}

async function signedClaims({ text }: ServerAnswer, expected: UserInfoExpectations): Promise<unknown> {
  let claims: Readonly<Record<string, unknown>>;
  try {
    claims = await expected.verifySignedClaims(text);
  } catch (cause) {
    throw new AuthError(
      'user_info_invalid',
      'The userinfo is not signed by a key of the server. Have it signed with RS256 or ES256, or sent as plain JSON.',
      { cause },
    );
  }
  const { iss = expected.issuer, aud = expected.clientId } = claims;
  demand(
    iss === expected.issuer && [aud].flat().includes(expected.clientId),
    'user_info_invalid',
    `The signed userinfo is of the issuer ${shownUrl(iss)}, or for another client: it has to be of ${expected.issuer} for client ` +
      `${expected.clientId}. Correct it at the server.`,
  );
  return claims;
}

function checked(document: unknown, { subject }: UserInfoExpectations): UserInfo {
  const claims = { ...(document as Record<string, unknown> | null) };
  const sub = claims['sub'];
  demand(
    typeof sub === 'string' && sub,
    'user_info_invalid',
    'The userinfo does not say whom it is about (sub). Correct it at the server.',
  );
  demand(
    subject === null || sub === subject,
    'user_info_subject_mismatch',
    "The userinfo is about somebody else than the id_token, and not used. Report it to the server's makers.",
  );
  return { ...profileOf(claims), sub };
}

/** The claims without those that only an id_token may make. */
export function profileOf(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !OF_ID_TOKENS.includes(name)));
}
