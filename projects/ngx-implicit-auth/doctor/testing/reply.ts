import type { Reply } from '../ask.ts';

/** An answer, with what a test has to say about it. */
export function replyOf({
  url = 'https://id.example.com/',
  headers = {},
  ...rest
}: Partial<Omit<Reply, 'headers'>> & { readonly headers?: Record<string, string> }): Reply {
  const all = new Headers(headers);
  const answer = { status: 200, text: '', isTooLong: false, location: null, arrived: Date.now() };
  return { kind: 'reply', url, headers: all, hops: [{ url, headers: all }], ...answer, ...rest };
}
