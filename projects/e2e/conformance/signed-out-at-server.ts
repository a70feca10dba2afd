import type { Behaviour } from './behaviour.ts';

/** The person has signed out at the server: its frame knows another session, and it refuses to sign in silently. */
export const SIGNED_OUT_AT_SERVER: Behaviour = {
  sessionState: () => 'nobody',
  response: ({ state = '' }) => ({ error: 'login_required', state }),
};
