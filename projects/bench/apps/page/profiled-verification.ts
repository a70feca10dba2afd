import { byHand } from '../../hand-written-verification.ts';
import { signedResponse, type Algorithm } from '../../signed-response.ts';
import type { Library } from './library.ts';

const VERIFICATIONS = 20_000;

/**
 * Verifies an id_token so often that a profile shows where the time goes: by the library, or by hand if there is none.
 */
export async function verifyOften(algorithm: Algorithm, library: Library | undefined): Promise<void> {
  const verify = await (library?.verifier ?? byHand)(await signedResponse(algorithm));
  for (let i = 0; i < VERIFICATIONS; i++) await verify();
}
