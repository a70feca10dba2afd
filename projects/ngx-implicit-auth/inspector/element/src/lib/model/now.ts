import { DestroyRef, inject, NgZone, signal, type Signal } from '@angular/core';
import { ɵAUTH_PLATFORM as AUTH_PLATFORM } from 'ngx-implicit-auth';

const SECOND_MS = 1000;

/** The time, in epoch milliseconds, told anew each second for as long as whoever asks lives. */
export function injectNow(): Signal<number> {
  const zone = inject(NgZone);
  const { now } = inject(AUTH_PLATFORM);
  const told = signal(now());
  // Outside the zone, a timer does not keep the app from becoming stable.
  const timer = zone.runOutsideAngular(() =>
    setInterval(() => {
      zone.run(() => {
        told.set(now());
      });
    }, SECOND_MS),
  );
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
  });
  return told.asReadonly();
}
