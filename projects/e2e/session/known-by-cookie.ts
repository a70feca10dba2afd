import type { Behaviour } from '../conformance/behaviour.ts';
import type { RequestRecord } from '../conformance/request-record.ts';

/**
 * The server signs the person in when first asked. From then on it knows them by a cookie that may cross sites, which
 * is all that a server can do.
 */
export const KNOWN_BY_COOKIE: Behaviour = {
  response: (proper, record) =>
    cookies(record).length === 1 || cookies(record).at(-1)
      ? proper
      : { error: 'login_required', state: proper['state'] ?? '' },
  authorization: (proper) =>
    proper && { ...proper, headers: { ...proper.headers, 'Set-Cookie': 'person=known; SameSite=None; Secure' } },
};

/** The cookie that came with each authorization request, if any. */
export function cookies(record: RequestRecord): readonly (string | undefined)[] {
  return record.to('authorize').map(({ headers }) => headers.cookie);
}
