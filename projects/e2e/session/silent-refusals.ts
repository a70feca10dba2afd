import type { Behaviour } from '../conformance/behaviour.ts';

/** The server knows nobody here until they sign in on its pages: what is asked without a page is refused. */
export const KNOWS_NOBODY: Behaviour = {
  response: (proper, record) =>
    record.to('authorize').at(-1)?.query.get('prompt') === 'none'
      ? { error: 'login_required', state: proper['state'] ?? '' }
      : proper,
};
