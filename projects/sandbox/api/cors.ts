import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT_SECONDS = 600;

/**
 * Lets the apps of these origins read the answers.
 *
 * @returns whether the request was a preflight, which is answered now.
 */
export function allowOrigins(origins: readonly string[], request: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('Vary', 'Origin');
  const { origin } = request.headers;
  const isAllowed = origin !== undefined && origins.includes(origin);
  if (isAllowed) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, Location, ETag, DPoP-Nonce');
  }
  if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return false;

  if (isAllowed) {
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, If-Match, DPoP');
    response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  }
  response.writeHead(204).end();
  return true;
}
