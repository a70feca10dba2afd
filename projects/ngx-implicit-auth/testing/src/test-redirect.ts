import type { Leaving } from './test-browser';

/** What would have left the page. */
export interface TestRedirect {
  /** `sign-out` leads to the end-session endpoint, `sign-in` is any authorization request. */
  readonly type: 'sign-in' | 'sign-out';
  /** The whole URL. */
  readonly url: string;
  /** The parameters in it, by name; of a pushed request, those that were pushed. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** Where the person comes back to; `null` for a sign-out. */
  readonly returnTo: string | null;
  /** Whether it would have taken the place of the current history entry. */
  readonly replaceUrl: boolean;
  /** Whether it is the page or a popup that goes there. */
  readonly window: 'page' | 'popup';
}

export function redirectOf(
  { url, replaceUrl, popup }: Leaving,
  parameters: URLSearchParams,
  returnTo: string | null,
): TestRedirect {
  return {
    type: returnTo === null ? 'sign-out' : 'sign-in',
    url,
    parameters: Object.fromEntries(parameters),
    returnTo,
    replaceUrl,
    window: popup ? 'popup' : 'page',
  };
}
