import { invalidToken } from './token-in-request.ts';
import { callerOf, type VerifyAccessToken } from './caller.ts';
import { Problem } from './problem.ts';

/** Where an API asks about access tokens, and how it shows that it may. */
export interface Introspection {
  readonly endpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Makes the function that verifies an opaque access token by asking the server that issued it. The server does not tell
 * which API a token is for: it has one kind of token.
 *
 * @see RFC 7662, section 2
 */
export function introspectingVerifier({ endpoint, clientId, clientSecret }: Introspection): VerifyAccessToken {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  return async (token) => {
    const answer = await ask(endpoint, authorization, token);
    if (answer['active'] !== true) throw invalidToken('The access token is not valid here.');
    return callerOf(answer);
  };
}

async function ask(endpoint: string, authorization: string, token: string): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { Authorization: authorization, Accept: 'application/json' },
      body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
    });
    if (!response.ok) throw new Error(`It answered ${response.status}.`);
    return { ...((await response.json()) as Record<string, unknown> | null) };
  } catch (cause) {
    throw new Problem(503, 'The authorization server cannot be asked at the moment.', { cause });
  }
}
