import type { Reply } from '../behaviour.ts';
import type { Claims } from '../signing-keys.ts';

export function json(document: Claims, status = 200, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(document) };
}

export function html(body: string, status = 200): Reply {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { Location: location } };
}

/** Adds the nonce that the next DPoP proof has to hold, if there is one. */
export function withNonce(reply: Reply, nonce: string | null): Reply {
  return nonce === null ? reply : { ...reply, headers: { ...reply.headers, 'DPoP-Nonce': nonce } };
}
