import type { UrlTree } from '@angular/router';

/** A guard for `canActivate`, `canActivateChild` and `canMatch` alike. */
export type AuthGuardFn = () => AuthGuardResult | Promise<AuthGuardResult>;

/** `false` keeps the navigation from going on; a `UrlTree` leads to the page that tells of a failed sign-in. */
export type AuthGuardResult = boolean | UrlTree;
