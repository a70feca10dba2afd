import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/**
 * Takes the access token from the Authorization header, and from nowhere else.
 *
 * @throws Problem 401 without an error code when there is no bearer token, 400 when a second one stands in the query.
 * @see RFC 6750, sections 2 and 3
 */
export function bearerToken(request: IncomingMessage, url: URL): string {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new Problem(401, 'Send the access token in the Authorization header, as a bearer token.', {
      headers: challenge({}),
    });
  }
  if (url.searchParams.has('access_token')) {
    const detail = 'The access token belongs in the Authorization header alone.';
    throw new Problem(400, detail, { headers: challenge({ error: 'invalid_request' }) });
  }
  return token;
}

/** A 401: the token is not good here. */
export function invalidToken(detail: string): Problem {
  return new Problem(401, detail, { headers: challenge({ error: 'invalid_token', error_description: detail }) });
}

/** A 403: the token is good, and not for this. */
export function insufficientScope(scope: string): Problem {
  const detail = `This needs the scope ${scope}.`;
  const headers = challenge({ error: 'insufficient_scope', error_description: detail, scope });
  return new Problem(403, detail, { headers });
}

function challenge(parameters: Readonly<Record<string, string>>): { 'WWW-Authenticate': string } {
  const all = Object.entries({ realm: 'timesheets', ...parameters });
  return { 'WWW-Authenticate': `Bearer ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}` };
}
