import { NgZone, type Injector } from '@angular/core';
import { Router } from '@angular/router';
import { ɵSessionMachine as SessionMachine } from 'ngx-implicit-auth';

/** After how long it is looked whether an app does anything, in milliseconds: less than tests wait by default. */
const IDLE_MS = 3_000;

/**
 * Calls back when an app does nothing any more that could have it leave for the server, or has come there.
 *
 * @returns a function that ends the waiting
 */
export function whenIdle(injector: Injector, isAtServer: () => boolean, onIdle: () => void): () => void {
  const machine = injector.get(SessionMachine);
  const isBusy = () => {
    const { status } = machine.states.value;
    if (status === 'starting') return false;
    return machine.pending !== null || status === 'redirecting' || injector.get(Router).getCurrentNavigation() !== null;
  };
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    if (isAtServer() || !isBusy()) onIdle();
    else timer = setTimeout(look, IDLE_MS);
  };
  // Outside the zone a timer does not keep the app from becoming stable.
  injector.get(NgZone).runOutsideAngular(() => (timer = setTimeout(look, IDLE_MS)));
  return () => {
    clearTimeout(timer);
  };
}
