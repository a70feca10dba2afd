import { DestroyRef, inject, signal, type Signal } from '@angular/core';

const SECOND_MS = 1000;

/** The time, in epoch milliseconds, told anew each second for as long as its component lives. */
export function injectNow(): Signal<number> {
  const now = signal(Date.now());
  const timer = setInterval(() => {
    now.set(Date.now());
  }, SECOND_MS);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
  });
  return now.asReadonly();
}
