import { ENVIRONMENT_INITIALIZER, inject } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { storedItem } from '../session/auth-storage';
import { SessionMachine } from '../session/session-machine';
import type { AuthFeature } from '../settings/auth-feature';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import { SignIn } from '../sign-in/sign-in';
import { requiredRenewal } from './with-silent-renewal';

/**
 * Signs somebody in without a click when the app starts, if the server knows them: asks it in a hidden frame
 * (`prompt=none`). The app is shown meanwhile; guards and requests for resource servers wait for the answer.
 *
 * Asks nothing after a sign-out in this tab, until somebody has signed in again. Needs `withSilentRenewal()`, and a
 * browser that sends the server's cookies into frames.
 *
 * @throws AuthError `config_invalid` without `withSilentRenewal()`, when the app starts
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal(), withSilentSignIn())
 * ```
 */
export function withSilentSignIn(): AuthFeature {
  return {
    ɵkind: 'silent-sign-in',
    ɵproviders: [{ provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: signInSilently }],
  };
}

function signInSilently(): void {
  const renewal = requiredRenewal('withSilentSignIn()');
  // This settles the state of the page, if nothing has done so yet, and if the configuration is there.
  inject(SignIn);
  const settings = inject(AUTH_SETTINGS);
  const machine = inject(SessionMachine);
  const off = storedItem(inject(AUTH_PLATFORM).tabStorage, () => storageKey(settings, 'silent-sign-in'));
  machine.events.subscribe(({ type }) => {
    if (type === 'signed-out') off.write('off');
    if (type === 'signed-in' || type === 'session-received') off.clear();
  });
  const ask = () => {
    if (machine.states.value.status === 'signed-out' && !off.read()) void renewal.signIn();
  };
  let isNew = true;
  machine.states.subscribe(({ status }) => {
    // On a server, and in the frame of a renewal, it stays so.
    if (!isNew || status === 'starting' || status === 'completing') return;
    isNew = false;
    // Another tab may know already. Whoever waits for that waits for the answer as well.
    if (machine.pending) machine.holdBack(machine.pending.then(ask));
    else ask();
  });
}
