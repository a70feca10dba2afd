import type { Injector } from '@angular/core';
import { accessTokenKey } from './held-access-token';
import { asAuthError } from '../authorization/as-auth-error';
import type { Session } from '../session/auth-state';
import { keepAccessToken } from './keep-access-token';
import type { ResourceServer } from '../settings/resource-server';
import { SessionMachine } from '../session/session-machine';

/** Enters the state that follows the answer to a request for the token of one resource server: the session goes on, with it or without. */
export async function completeAccess(
  injector: Injector,
  answer: Promise<Session>,
  listed: ResourceServer,
  returnTo: string,
): Promise<void> {
  const machine = injector.get(SessionMachine);
  // A sign-out that came in between has the last word.
  const isAwaited = () => machine.states.value.status === 'completing';
  const fail = (thrown: unknown) => {
    machine.fail(asAuthError(thrown), returnTo);
  };
  try {
    const received = await answer;
    if (!isAwaited()) return;
    machine.restore({ status: 'signed-out' });
    try {
      keepAccessToken(machine, machine.sessions.read(), accessTokenKey(listed), received);
      machine.tell({ type: 'signed-in', returnTo });
    } catch (thrown) {
      fail(thrown);
    }
  } catch (thrown) {
    if (isAwaited()) fail(thrown);
  }
}
