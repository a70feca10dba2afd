// The resource servers that are listed, and the URLs that are asked for.

export type UrlKind = 'matching' | 'foreign' | 'relative';

export const APP_BASE = `${location.origin}/`;

/** Shared by all rules, so that finding the origin alone decides nothing. */
const ORIGINS = 10;
const STRIDE = 619;

export function rules(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => rule(i));
}

/** Where rules match, they do so from all over the list, however few URLs are asked for. */
export function requestUrls(kind: UrlKind, rules: number, count: number): readonly string[] {
  const urlAt: Record<UrlKind, (i: number) => string> = {
    matching: (i) => `${rule((i * STRIDE) % rules)}/items/${i}`,
    foreign: (i) => `https://cdn.example.net/v1/service-${i}/items/${i}`,
    relative: (i) => `/assets/service-${i}/items/${i}`,
  };
  return Array.from({ length: count }, (_, i) => urlAt[kind](i));
}

function rule(i: number): string {
  return `https://api${i % ORIGINS}.example.com/v1/service-${i}`;
}
