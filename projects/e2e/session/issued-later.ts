import type { Behaviour } from '../conformance/behaviour.ts';

/** What the server issues when so much time has gone by there, too. */
export function issuedLater(milliseconds: number): Behaviour {
  const later = (seconds: unknown) => Number(seconds) + milliseconds / 1000;
  return { claims: ({ iat, exp, ...others }) => ({ ...others, iat: later(iat), exp: later(exp) }) };
}
