// Measures how fast id_tokens are verified. Runs in Node and, as a part of the page, in the browser.
import { byHand, decode } from './hand-written-verification.ts';
import { interleave, median, medianOf, type Repeat } from './interleaved.ts';
import { signedResponse, type Algorithm, type SignedResponse } from './signed-response.ts';

/** Gets ready for the id_token of a response, and makes the function that verifies it. */
export type Verifier = (response: SignedResponse) => VerifyOnce | Promise<VerifyOnce>;
type VerifyOnce = () => Promise<unknown>;

/** The library's lazy verifier, as the built package has it. */
export type VerifyIdToken = (idToken: string, expected: object) => Promise<object>;

export interface VerificationSpeed {
  readonly perSecond: number;
  /** As a part of the hand-written version's. */
  readonly toHand: number;
}

const ROUNDS = 201;
const MOST_PER_ROUND = 20;

/** Verifies one id_token again and again: its signature alone, all of it by hand, and all of it by each library. */
export async function measureVerification<Name extends string>(
  algorithm: Algorithm,
  verifiers: Readonly<Record<Name, Verifier>>,
): Promise<Record<Name | 'signatureAlone' | 'byHand', VerificationSpeed>> {
  const response = await signedResponse(algorithm);
  const candidates: Record<string, Repeat> = {};
  for (const [name, verifier] of Object.entries<Verifier>({ signatureAlone, byHand, ...verifiers })) {
    candidates[name] = repeated(await verifier(response));
  }
  const times = await interleave(ROUNDS, MOST_PER_ROUND, candidates);
  const hand = times['byHand'] ?? [];
  const speeds = Object.entries(times).map(([name, own]) => [
    name,
    { perSecond: 1_000_000 / median(own), toHand: medianOf(hand, own, (a, b) => a / b) },
  ]);
  return Object.fromEntries(speeds) as Record<Name | 'signatureAlone' | 'byHand', VerificationSpeed>;
}

function repeated(verify: VerifyOnce): Repeat {
  return async (times) => {
    for (let i = 0; i < times; i++) await verify();
  };
}

export function byLibrary(verifyIdToken: VerifyIdToken): Verifier {
  return ({ idToken, jwk, ...response }) => {
    const expected = { ...response, trustedAudiences: [], keys: { keys: [jwk] } };
    return () => verifyIdToken(idToken, expected);
  };
}

/** Verifies the signature and nothing else, which every verifier has to do. */
function signatureAlone({ idToken, key, signatureAlgorithm }: SignedResponse): VerifyOnce {
  const end = idToken.lastIndexOf('.');
  const signed = new TextEncoder().encode(idToken.slice(0, end));
  const signature = decode(idToken.slice(end + 1));
  return async () => {
    if (!(await crypto.subtle.verify(signatureAlgorithm, key, signature, signed))) throw new Error('signature');
  };
}
