import type { Entry } from './entry.ts';
import { lastChangeOf } from './last-change.ts';
import { Problem } from './problem.ts';

/**
 * The version of an entry, as HTTP names it.
 *
 * @see RFC 9110, section 8.8.3
 */
export const entityTag = ({ version }: Entry): string => `"${version}"`;

const ENTITY_TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
// A list may have more commas than it needs (RFC 9110, section 5.6.1).
const ENTITY_TAGS = new RegExp(String.raw`^[\s,]*${ENTITY_TAG}(?:\s*,[\s,]*${ENTITY_TAG})*[\s,]*$`);

/**
 * Makes sure that an entry is what the caller has seen.
 *
 * @param ifMatch the request's header of that name.
 * @throws Problem 428 when the header names no version, 400 when it cannot be read, 412 when the entry has another one.
 * @see RFC 9110, section 13.1.1, and RFC 6585, section 3
 */
export function checkVersion(entry: Entry, sub: string, ifMatch: string | undefined): void {
  // `*` is any version, one that the caller has never seen included.
  if (ifMatch === undefined || ifMatch.trim() === '*') {
    throw new Problem(428, 'Say which version of the entry you mean, by the header If-Match.');
  }
  if (!ENTITY_TAGS.test(ifMatch)) throw new Problem(400, 'The header If-Match is no list of versions in quotes.');
  // A weak one (W/"…") is never the same as a strong one.
  const named: readonly string[] = ifMatch.match(new RegExp(ENTITY_TAG, 'g')) ?? [];
  if (named.includes(entityTag(entry))) return;
  throw new Problem(412, `${lastChangeOf(entry, sub)} meanwhile. Look at it again.`);
}
