import type { Answer, Reply } from '../behaviour.ts';
import type { RecordedRequest } from '../request-record.ts';
import type { Endpoint } from './endpoint.ts';
import { json } from './replies.ts';

/** Authorization requests that apps have pushed. */
export interface PushedRequests {
  readonly push: Endpoint;
  /** Takes out the one that a query refers to; `null` where there is none. */
  take(query: URLSearchParams): URLSearchParams | null;
}

/** @see RFC 9126, sections 2 and 4 */
export function pushedRequests(answer: Answer): PushedRequests {
  const pushed = new Map<string, URLSearchParams>();

  const push = ({ method }: RecordedRequest, form: URLSearchParams): Reply => {
    if (method !== 'POST') return { status: 405 };
    if (!form.has('client_id') || form.has('request_uri')) return json({ error: 'invalid_request' }, 400);
    const requestUri = `urn:ietf:params:oauth:request_uri:${crypto.randomUUID()}`;
    pushed.set(requestUri, form);
    return json({ request_uri: requestUri, expires_in: 60 }, 201);
  };

  return {
    push: (request, form) => answer('pushReply', push(request, form)),
    take: (query) => {
      const requestUri = query.get('request_uri') ?? '';
      const request = pushed.get(requestUri);
      pushed.delete(requestUri);
      return request?.get('client_id') === query.get('client_id') ? request : null;
    },
  };
}
