import type { RecordedRequest } from '../request-record.ts';
import type { MisbehavingServer } from '../misbehaving-server.ts';

/** The forms that an endpoint was sent so far. */
export function postsTo(endpoint: 'par' | 'token', { record }: MisbehavingServer): readonly RecordedRequest[] {
  return record.to(endpoint).filter(({ method }) => method === 'POST');
}
