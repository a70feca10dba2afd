import type { Behaviour } from '../conformance/behaviour.ts';

/** The server answers a request with `prompt=none` by this error, and any other properly. */
export function refusesSilently(error: string): Behaviour {
  return {
    response: (proper, record) =>
      record.to('authorize').at(-1)?.query.get('prompt') === 'none' ? { error, state: proper['state'] ?? '' } : proper,
  };
}

/** The server knows nobody until they sign in on its pages. */
export const KNOWS_NOBODY = refusesSilently('login_required');
