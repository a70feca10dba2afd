import type { LoginOptions } from './login-options';

/** One sign-in, as the app asked for it. */
export interface SignInRequest extends LoginOptions {
  /** `undefined`, and whatever leads out of the app, counts as `/`. */
  readonly returnTo?: string;
  /** Whether it renews the session that goes on. */
  readonly isRenewal?: boolean;
}
