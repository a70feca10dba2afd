import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/** An access token, and how it came. */
export interface TokenInRequest {
  readonly token: string;
  /** Whether a proof has to come with it. */
  readonly isDpop: boolean;
}

/**
 * Takes the access token from the Authorization header, and from nowhere else.
 *
 * @throws Problem 401 without an error code when there is no token, 400 when a second one stands in the query.
 * @see RFC 6750, sections 2 and 3; RFC 9449, section 7.1
 */
export function tokenInRequest(request: IncomingMessage, url: URL): TokenInRequest {
  const [, scheme = '', token] = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    throw new Problem(401, 'Send the access token in the Authorization header, as a Bearer or a DPoP token.', {
      headers: challenge({}),
    });
  }
  if (url.searchParams.has('access_token')) {
    const detail = 'The access token belongs in the Authorization header alone.';
    throw new Problem(400, detail, { headers: challenge({ error: 'invalid_request' }) });
  }
  return { token, isDpop: /^dpop$/i.test(scheme) };
}

/** A 401: the key is not proved that the token is bound to. */
export function invalidProof(detail: string): Problem {
  return new Problem(401, detail, { headers: { 'WWW-Authenticate': `DPoP error="invalid_dpop_proof", algs="ES256"` } });
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
