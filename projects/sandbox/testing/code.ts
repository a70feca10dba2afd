import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Browser } from './browser.ts';
import { APP, authorizationUrl, logIn, responseIn } from './sign-in.ts';

/** What the server knows by its hash alone until the code is exchanged. */
const CODE_VERIFIER = 'a-verifier-that-is-the-same-in-every-test-and-long-enough';

/** What a request for a code has beside what a request for tokens has. */
export const CODE_REQUEST = {
  response_type: 'code',
  code_challenge: createHash('sha256').update(CODE_VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

/** The members of an answer of the token endpoint: tokens, or an error. */
export type TokenAnswer = Readonly<Record<string, string | number | undefined>>;

/** A server that is asked for codes. */
export interface CodeServer {
  readonly url: string;
  readonly authorizationPath: string;
  readonly tokenEndpoint: string;
  /** What its sign-ins ask for beside scopes. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Signs somebody in, allows what is asked for, and returns what the app gets: a code, if all is well. */
export async function signInForCode(
  browser: Browser,
  { url, authorizationPath, parameters }: CodeServer,
  username: 'alice' | 'bob' = 'bob',
): Promise<URLSearchParams> {
  const login = await browser.goto(authorizationUrl(url, { ...CODE_REQUEST, ...parameters }, authorizationPath));
  const next = await logIn(browser, login, username);
  return responseIn(next.status === 0 ? next : await browser.submit(next, { decision: 'allow' }));
}

/** Exchanges the code of an answer, some parameters changed, some headers added. */
export function redeem(
  server: CodeServer,
  answer: URLSearchParams,
  parameters: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const exchanged = {
    grant_type: 'authorization_code',
    code: answer.get('code') ?? assert.fail('the answer holds no code'),
    redirect_uri: `${APP}/auth/callback`,
    code_verifier: CODE_VERIFIER,
    ...parameters,
  };
  return requestTokens(server, exchanged, headers);
}

/** Exchanges a refresh token, as it came with the tokens before, some headers added. */
export function refresh(
  server: CodeServer,
  { refresh_token }: TokenAnswer,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  assert.equal(typeof refresh_token, 'string', 'the tokens came without a refresh token');
  return requestTokens(server, { grant_type: 'refresh_token', refresh_token: String(refresh_token) }, headers);
}

async function requestTokens(
  { tokenEndpoint }: CodeServer,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: 'timesheets-demo', ...parameters });
  const response = await fetch(tokenEndpoint, { method: 'POST', headers: { Origin: APP, ...headers }, body });
  const answer = (await response.json()) as TokenAnswer;
  assert.equal(response.ok, answer['error'] === undefined);
  return answer;
}
