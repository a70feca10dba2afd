import type { Injector } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { interleave, median, medianOf } from '../../interleaved.ts';
import type { Libraries } from './library.ts';

export interface GuardCost {
  /** A navigation to a guarded route, as a multiple of one past the guard `() => true`. */
  readonly toTrivialGuard: number;
  readonly microseconds: number;
}

const ROUNDS = 401;
const MOST_PER_ROUND = 10;

/**
 * Navigates to and fro between the same two routes: past each library's guard, past `() => true`, and past no guard.
 * The difference between the last two is what Angular takes to run any guard.
 */
export async function measureGuards(injector: Injector, libraries: Libraries): Promise<Record<string, GuardCost>> {
  const router = injector.get(Router);
  const toAndFro = (canActivate: CanActivateFn[]) => async (times: number) => {
    router.resetConfig(router.config.map((route) => ({ ...route, canActivate })));
    for (let i = 0; i < times; i++) {
      const url = router.url === '/one' ? '/other' : '/one';
      // The browser's own history would take most of the time, and Chromium slows down whoever writes it too often.
      const arrived = await router.navigateByUrl(url, { skipLocationChange: true });
      if (!arrived) throw new Error(`The way to ${url} is barred: is nobody signed in?`);
    }
  };
  const guards = Object.entries(libraries).flatMap(([name, { guard }]) => (guard ? [[name, toAndFro([guard()])]] : []));
  const trivial = toAndFro([() => true]);
  const times = await interleave(ROUNDS, MOST_PER_ROUND, {
    none: toAndFro([]),
    trivial,
    ...(Object.fromEntries(guards) as Record<string, typeof trivial>),
  });
  return Object.fromEntries(
    Object.entries(times).map(([name, own]) => [
      name,
      { toTrivialGuard: medianOf(own, times.trivial, (a, b) => a / b), microseconds: median(own) },
    ]),
  );
}
