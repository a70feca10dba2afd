import type { Answer, NoReply, Reply } from './ask.ts';

/** How a visit to the authorization endpoint ends. */
export type Visit =
  | { readonly kind: 'back'; readonly isInQuery: boolean; readonly parameters: URLSearchParams }
  | { readonly kind: 'posted' }
  | { readonly kind: 'page'; readonly reply: Reply }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'silent'; readonly answer: NoReply };

/** An answer holds at least one of these. */
const ANSWERS = ['state', 'error', 'code', 'access_token', 'id_token'];

export function visitOf(answer: Answer, redirectUri: string): Visit {
  if (answer.kind === 'no-reply') return { kind: 'silent', answer };
  const { location } = answer;
  if (location === null) return postsTo(redirectUri, answer) ? { kind: 'posted' } : { kind: 'page', reply: answer };
  if (!leadsTo(redirectUri, location)) return { kind: 'elsewhere', url: location };
  const { hash, searchParams } = new URL(location);
  // Some servers add a fragment that says nothing to an answer in the query.
  const inFragment = new URLSearchParams(hash.slice(1));
  const isInQuery = !ANSWERS.some((name) => inFragment.has(name));
  return { kind: 'back', isInQuery, parameters: isInQuery ? searchParams : inFragment };
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

/** Whether a page has a form that goes to the redirect URI, as answers by form_post do. */
function postsTo(redirectUri: string, { text, url, status }: Reply): boolean {
  if (status >= 400) return false;
  const forms = text.split(/<form\b/i).slice(1, MOST_FORMS);
  const actions = forms.map((form) => /^[^>]{0,2000}?\saction\s*=\s*["']([^"'>]*)/i.exec(form)?.[1] ?? '');
  return actions.some((action) => {
    const target = urlOf(decoded(action), url);
    return target !== null && leadsTo(redirectUri, target);
  });
}

const MOST_FORMS = 10;

/** A value of an attribute, as HTML writes URLs. */
function decoded(value: string): string {
  const marks = { '&amp;': '&', '&#x2F;': '/', '&#47;': '/', '&#x3A;': ':', '&#58;': ':' };
  return Object.entries(marks).reduce((text, [written, mark]) => text.replaceAll(written, mark), value);
}

function urlOf(text: string, base: string): string | null {
  try {
    return new URL(text, base).href;
  } catch {
    return null;
  }
}

/** What a page says. It may be long, and have been made to be slow to read: it is gone through once. */
export function textOf({ text }: Reply): string {
  const [first = '', ...parts] = text.split('<');
  let hidden: string | null = null;
  const shown = parts.map((part) => {
    const name = /^\/?[a-z]*/i.exec(part)?.[0].toLowerCase() ?? '';
    if (hidden !== null && name !== `/${hidden}`) return '';
    hidden = name === 'style' || name === 'script' ? name : null;
    const end = part.indexOf('>');
    return hidden !== null || end < 0 ? ' ' : ` ${part.slice(end + 1)}`;
  });
  return first + shown.join('');
}

/** What a page says, without what was sent to it, numbers and the like. */
function wordsOf(reply: Reply, varying: readonly string[]): string {
  const written = varying.flatMap((value) => [value, encodeURIComponent(value), value.replaceAll('/', '&#x2F;')]);
  const text = written.reduce((rest, value) => rest.replaceAll(value, ''), reply.text);
  const words = textOf({ ...reply, text }).split(/\s+/);
  return words.filter((word) => word && !/\d/.test(word)).join(' ');
}

function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
