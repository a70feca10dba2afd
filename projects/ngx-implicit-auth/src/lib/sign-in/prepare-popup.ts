import { inject } from '@angular/core';
import { SignIn } from './sign-in';

/**
 * Loads what a sign-in in a popup needs. Call it in an injection context, as where the button is made that calls
 * `login({ window: 'popup' })`. Safari lets a window be opened only before anything is loaded: without this, it blocks the
 * first popup. Resolves when it is loaded, and never rejects.
 *
 * @example
 * ```ts
 * constructor() {
 *   void preparePopup();
 * }
 * ```
 */
export async function preparePopup(): Promise<void> {
  const signIn = inject(SignIn);
  try {
    const part = await signIn.part();
    await part.preparePopup();
  } catch {
    // It is loaded again when it is needed, and told of then.
  }
}
