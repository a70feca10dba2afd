import type { Injector } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { authGuard } from 'ngx-implicit-auth';
import { interleave, median, medianOf } from '../../interleaved.ts';

export interface GuardCost {
  /** A navigation to a guarded route, as a multiple of one past the guard `() => true`. */
  readonly toTrivialGuard: number;
  /** The same, as a multiple of one to a route without a guard: what Angular takes for running any guard is a part of it. */
  readonly toNoGuard: number;
  /** A navigation without a guard. */
  readonly microseconds: number;
}

const ROUNDS = 201;
const NAVIGATIONS_PER_ROUND = 10;

/** Goes to and fro between the same two routes, with and without a guard. Somebody has to be signed in. */
export async function measureGuard(injector: Injector): Promise<GuardCost> {
  const router = injector.get(Router);
  const toAndFro = (canActivate: CanActivateFn[]) => async () => {
    router.resetConfig(router.config.map((route) => ({ ...route, canActivate })));
    for (let i = 0; i < NAVIGATIONS_PER_ROUND; i++) {
      const url = i % 2 ? '/one' : '/other';
      // The browser's own history would take most of the time, and Chromium slows down whoever writes it too often.
      const arrived = await router.navigateByUrl(url, { skipLocationChange: true });
      if (!arrived) throw new Error(`The way to ${url} is barred: is nobody signed in?`);
    }
  };
  const { none, trivial, auth } = await interleave(ROUNDS, {
    none: toAndFro([]),
    trivial: toAndFro([() => true]),
    auth: toAndFro([authGuard]),
  });
  return {
    toTrivialGuard: medianOf(auth, trivial, (a, b) => a / b),
    toNoGuard: medianOf(auth, none, (a, b) => a / b),
    microseconds: (median(none) / NAVIGATIONS_PER_ROUND) * 1000,
  };
}
