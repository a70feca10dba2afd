import { inject } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import { storedItem } from '../session/auth-storage';
import type { Renewal } from '../session/renewal';
import { SessionMachine } from '../session/session-machine';

/** Asks the server whether it knows who sits here, unless somebody is signed in, or has signed out in this tab. */
export function signInSilently(renewal: Renewal): void {
  const machine = inject(SessionMachine);
  const off = storedItem(inject(AUTH_PLATFORM).tabStorage, storageKey(inject(AUTH_SETTINGS), 'silent-sign-in'));
  machine.events.subscribe(({ type }) => {
    if (type === 'signed-out') off.write('off');
    if (type === 'signed-in' || type === 'session-received') off.clear();
  });
  const isWanted = () => machine.states.value.status === 'signed-out' && !off.read();
  const ask = () => {
    if (isWanted()) void renewal.signIn();
  };
  // Another tab may know already.
  if (machine.pending) void machine.pending.then(ask);
  else ask();
}
