import { AuthError, type AuthErrorCode } from './auth-error';

/**
 * Throws unless the condition holds. Conditions state what is right, so that a comparison with NaN is refused.
 * @throws AuthError with the code given
 */
export function demand(condition: unknown, code: AuthErrorCode, message: string): asserts condition {
  if (!condition) throw new AuthError(code, message);
}

/** A URL as a message may show it: without query and fragment, which may hold anything. */
const PLACE = /^https?:\/\/[!-~]{1,200}/;

/** An issuer, or another URL, as a message shows it. What is none may be anything, and is not shown. */
export function shownUrl(value: unknown): string {
  return (typeof value === 'string' && PLACE.exec(value.replace(/[?#].*/s, ''))?.[0]) || 'no URL';
}

/**
 * Makes sure that the browser offers cryptography to this page.
 * @throws AuthError `crypto_unavailable`
 */
export function demandCrypto(): void {
  demand(
    (globalThis.crypto as Crypto | undefined)?.subtle,
    'crypto_unavailable',
    'The browser offers no cryptography to this page. Serve the app from https or from localhost.',
  );
}
