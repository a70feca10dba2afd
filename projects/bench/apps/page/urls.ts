// The resource servers that are listed, and the URLs that are asked for.

export type UrlKind = 'matching' | 'foreign' | 'relative';

export const APP_BASE = `${location.origin}/`;

/** Few origins for all rules, so that a URL's origin alone does not tell which rule it matches. */
const ORIGINS = 10;
/** The distance in the list between the rules of two URLs that follow each other. */
const STRIDE = 619;

export function rules(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => rule(i));
}

/** URLs to request. The rules that match them come from all over the list, however few URLs there are. */
export function requestUrls(kind: UrlKind, ruleCount: number, count: number): readonly string[] {
  const urlAt: Record<UrlKind, (i: number) => string> = {
    matching: (i) => `${rule((i * STRIDE) % ruleCount)}/items/${i}`,
    foreign: (i) => `https://cdn.example.net/v1/service-${i}/items/${i}`,
    relative: (i) => `/assets/service-${i}/items/${i}`,
  };
  return Array.from({ length: count }, (_, i) => urlAt[kind](i));
}

function rule(i: number): string {
  return `https://api${i % ORIGINS}.example.com/v1/service-${i}`;
}
