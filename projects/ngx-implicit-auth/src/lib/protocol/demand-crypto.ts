import { demand } from './demand';

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
