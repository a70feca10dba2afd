import type { SessionMachine } from '../session/session-machine';

/** Whether a session is renewed in hidden frames: unless the app wants none, or they were found not to work for it. */
export function usesFrames({ renewal }: SessionMachine, sessionId = ''): boolean {
  return renewal?.options.strategy !== 'navigation' && renewal?.notes.read().framesBlocked !== sessionId;
}
