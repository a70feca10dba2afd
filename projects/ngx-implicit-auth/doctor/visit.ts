import type { Answer, NoReply, Reply } from './ask.ts';

/** How a visit to the authorization endpoint ends. */
export type Visit =
  | { readonly kind: 'back'; readonly isInQuery: boolean; readonly parameters: URLSearchParams }
  | { readonly kind: 'page'; readonly reply: Reply }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'silent'; readonly answer: NoReply };

export function visitOf(answer: Answer, redirectUri: string): Visit {
  if (answer.kind === 'no-reply') return { kind: 'silent', answer };
  const { location } = answer;
  if (location === null) return { kind: 'page', reply: answer };
  if (!leadsTo(redirectUri, location)) return { kind: 'elsewhere', url: location };
  const { hash, searchParams } = new URL(location);
  const isInQuery = hash.length < 2;
  return { kind: 'back', isInQuery, parameters: isInQuery ? searchParams : new URLSearchParams(hash.slice(1)) };
}

/** Whether a URL is a page's, whatever is added to it. */
export function leadsTo(page: string, url: string): boolean {
  return placeOf(page) === placeOf(url);
}

/** Whether two visits end in the same page, but for what is different in any case. */
export function endAlike(one: Visit, other: Visit, varying: readonly string[]): boolean {
  if (one.kind === 'elsewhere' && other.kind === 'elsewhere') return leadsTo(one.url, other.url);
  if (one.kind !== 'page' || other.kind !== 'page') return false;
  return one.reply.status === other.reply.status && wordsOf(one.reply, varying) === wordsOf(other.reply, varying);
}

/** What a page says. */
export function textOf({ text }: Reply): string {
  return text.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' ');
}

/** What a page says, without what was sent to it, numbers and the like. */
function wordsOf(reply: Reply, varying: readonly string[]): string {
  const written = varying.flatMap((value) => [value, encodeURIComponent(value), value.replaceAll('/', '&#x2F;')]);
  const text = written.reduce((rest, value) => rest.replaceAll(value, ''), reply.text);
  return textOf({ ...reply, text })
    .replace(/\S*\d\S*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
