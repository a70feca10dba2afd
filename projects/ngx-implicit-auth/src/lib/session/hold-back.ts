import type { SessionMachine } from './session-machine';

/** Has guards and requests wait for what may yet sign somebody in. */
export function holdBack(machine: SessionMachine, until: Promise<unknown>): void {
  machine.pending = until;
  // Before anybody who waits goes on.
  void until.then(() => {
    if (machine.pending === until) machine.pending = null;
  });
}
