import { retryAfterOf, waitMsOf, type Fetch } from '../protocol/fetch-json';

interface Refusal {
  readonly until: number;
  readonly answer: Response;
}

/**
 * Asks no URL again before the time that its last answer has named by `Retry-After`, but repeats that answer. A request
 * that changes something at the server is sent in any case: a token that is to be revoked does not wait. A browser
 * tells of the header only if the server's CORS headers expose it (`Access-Control-Expose-Headers`).
 *
 * @param now - epoch milliseconds
 * @see RFC 9110, section 10.2.3
 */
export function heedRetryAfter(fetch: Fetch, now: () => number): Fetch {
  const refusals = new Map<string, Refusal>();
  return async (url, init) => {
    if (init.method) return fetch(url, init);
    const refusal = refusals.get(url);
    if (refusal && now() < refusal.until) return refusal.answer.clone();
    refusals.delete(url);
    const answer = await fetch(url, init);
    const wait = waitMsOf(retryAfterOf(answer) ?? 0, now());
    if (wait) refusals.set(url, { until: now() + wait, answer: answer.clone() });
    return answer;
  };
}
