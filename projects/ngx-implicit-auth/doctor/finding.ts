import { printable } from './shown.ts';

/** What is looked at, in the order in which it is told. */
export const CHECKS = [
  'code',
  'configuration',
  'reachability',
  'discovery',
  'discovery CORS',
  'issuer',
  'endpoints',
  'clock',
  'keys',
  'keys CORS',
  'signatures',
  'response type',
  'response mode',
  'PKCE',
  'client id',
  'redirect URI',
  'other redirect URIs',
  'grant',
  'answer',
  'prompt=none',
  'framing',
  'renewal page',
  'cookies in frames',
  'token endpoint',
  'pushed requests',
  'userinfo CORS',
  'revocation',
  'end-session',
] as const;

export type CheckName = (typeof CHECKS)[number];

/** `wrong` is to be mended; `unknown` could not be told from outside; `aside` is neither: not offered, or not needed. */
export type Verdict = 'right' | 'wrong' | 'unknown' | 'aside';

/** What a check has found. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** What is so, in a sentence or two. */
  readonly says: string;
  /** The code of the error that the app would see. */
  readonly code?: string;
  /** What to do about it, at the server by its product where that can be told. */
  readonly cure?: string;
  /** Where the documentation says more, as the package has it. */
  readonly docs?: string;
}

type More = Pick<Finding, 'code' | 'cure' | 'docs'>;

/** Whatever a server has sent, a finding holds nothing that a terminal would obey. */
function finding(check: CheckName, verdict: Verdict, says: string, { cure, ...more }: More): Finding {
  return { check, verdict, says: printable(says), ...(cure !== undefined && { cure: printable(cure) }), ...more };
}

export const right = (check: CheckName, says: string): Finding => finding(check, 'right', says, {});

export const wrong = (check: CheckName, says: string, more: More & { readonly cure: string }): Finding =>
  finding(check, 'wrong', says, { docs: 'docs/errors.md', ...more });

export const unknown = (check: CheckName, says: string, more: More = {}): Finding =>
  finding(check, 'unknown', says, more);

export const aside = (check: CheckName, says: string, more: More = {}): Finding => finding(check, 'aside', says, more);
