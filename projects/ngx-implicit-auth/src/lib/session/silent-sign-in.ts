import { DestroyRef, inject } from '@angular/core';
import { AUTH_PLATFORM } from './auth-platform';
import { AUTH_SETTINGS, storageKey } from './auth-settings';
import { storedItem } from './auth-storage';
import { holdBack } from './hold-back';
import type { Renewal } from './renewal';
import { SessionMachine } from './session-machine';

/** Asks the server whether it knows who sits here, unless somebody is signed in, or has signed out in this tab. */
export function signInSilently(renewal: Renewal): void {
  const machine = inject(SessionMachine);
  const off = storedItem(inject(AUTH_PLATFORM).tabStorage, storageKey(inject(AUTH_SETTINGS), 'silent-sign-in'));
  const events = machine.events.subscribe(({ type }) => {
    if (type === 'signed-out') off.write('off');
    if (type === 'signed-in' || type === 'session-received') off.clear();
  });
  inject(DestroyRef).onDestroy(() => {
    events.unsubscribe();
  });
  const isWanted = () => machine.states.value.status === 'signed-out' && !off.read();
  if (!isWanted()) return;
  // Another tab may know already.
  if (machine.pending)
    holdBack(
      machine,
      machine.pending.then(() => (isWanted() ? renewal.signIn() : null)),
    );
  else void renewal.signIn();
}
