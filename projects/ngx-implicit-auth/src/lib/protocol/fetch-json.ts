import { AuthError } from './auth-error';
import { demand } from './demand';
import { isSecureUrl } from './secure-url';

/** The function that asks the authorization server for a document: `fetch`, or one that is called like it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;
const MAX_CHARACTERS = 2 ** 20;
const CHECK_URL = 'Check that the URL is right.';
/** No server keeps anybody away for longer, whatever it says, in milliseconds. */
const LONGEST_WAIT_MS = 300_000;

/** How long a server asks to be left alone: so many seconds, or until a moment. */
export type RetryAfter = number | Date;

/** What the authorization server answered, of whatever media type. */
export interface ServerAnswer {
  /** The URL that was asked, without query and fragment; messages name it. */
  readonly name: string;
  readonly status: number;
  readonly text: string;
  readonly mediaType: string;
}

/**
 * Fetches a JSON document of the authorization server, without cookies, within 10 seconds. What the browser has in its
 * cache is used only if the server confirms it.
 * @throws AuthError `metadata_invalid` for a URL that is not secure, `server_unreachable`, `cors_blocked`,
 * `server_answer_invalid`
 */
export async function fetchJson(url: string, fetch: Fetch): Promise<unknown> {
  return jsonOf(await fetchAnswer(url, fetch));
}

/**
 * The JSON of an answer.
 * @throws AuthError `server_answer_invalid`
 */
export function jsonOf({ name, text }: ServerAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AuthError('server_answer_invalid', `${name} did not answer with JSON. Check that the URL is right.`);
  }
}

/** Whether anything answers at a URL. The browser tells that even when CORS keeps the app from reading the answer. */
async function answersAnybody(url: string, fetch: Fetch, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(url, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return true;
  } catch {
    return false;
  }
}

/**
 * Fetches what the authorization server has at a URL, as `fetchJson` does, with further request options.
 *
 * @param remedy - what the message advises when the answer is of no use; by default, to check the URL, or to try later
 * @throws AuthError `metadata_invalid` for a URL that is not secure, `server_unreachable`, `cors_blocked`,
 * `server_answer_invalid`
 */
export async function fetchAnswer(
  url: string,
  fetch: Fetch,
  options: RequestInit = {},
  remedy?: string,
): Promise<ServerAnswer> {
  const answer = await fetchText(url, fetch, options, remedy);
  const { name, status } = answer;
  demand(status === 200, 'server_answer_invalid', `${name} answered with status ${status}. ${remedy ?? CHECK_URL}`);
  return answer;
}

/**
 * Aborts after so many milliseconds. Where nothing does that, as in the jsdom of Jest 29, a request takes the time it
 * takes.
 */
export function timeLimit(milliseconds: number): AbortSignal {
  const { timeout } = AbortSignal as Partial<typeof AbortSignal>;
  return timeout?.call(AbortSignal, milliseconds) ?? new AbortController().signal;
}

/**
 * Fetches what the authorization server has at a URL, as `fetchAnswer` does, whatever the status. Only a server that
 * asks for a pause (429, 503) has not answered.
 * @throws AuthError as `fetchAnswer` does, but for the status
 */
export async function fetchText(
  url: string,
  fetch: Fetch,
  options: RequestInit,
  remedy?: string,
): Promise<ServerAnswer> {
  const name = url.replace(/[?#].*/s, '');
  demand(isSecureUrl(url), 'metadata_invalid', `${name} is not an https URL. Correct it.`);

  const signal = options.signal ?? timeLimit(TIMEOUT_MS);
  let response: Response | undefined;
  let text: string;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      // Keys that the server changed a second ago must be seen.
      cache: 'no-cache',
      ...options,
      signal,
    });
    text = await response.text();
  } catch (cause) {
    // Asks a second time, by a GET that tells nothing, unless something has answered, or time is up.
    const mayAsk = !response && !signal.aborted;
    demand(
      !(mayAsk && (await answersAnybody(url, fetch, signal))),
      'cors_blocked',
      `${name} answers, but does not let this app read it: its CORS headers do not allow the app's origin, or it ` +
        'redirects to where they do not. Allow the origin there, or configure the URL that it redirects to.' +
        (options.method ? ' What it was asked to do it may have done all the same.' : ''),
    );
    const hint = "Check that it is up, and that this page's Content-Security-Policy allows it (connect-src).";
    throw new AuthError('server_unreachable', `${name} did not answer. ${hint}`, { cause });
  }

  const answered = (condition: boolean, problem: string) =>
    demand(condition, 'server_answer_invalid', `${name} ${problem}. ${remedy ?? CHECK_URL}`);
  // A redirect may have led to a URL at which anybody on the network can answer.
  answered(!response.url || isSecureUrl(response.url), 'was redirected to an insecure URL');
  const retryAfter = retryAfterOf(response);
  if (retryAfter !== undefined) throw busy(name, response.status, retryAfter, remedy);
  answered(text.length <= MAX_CHARACTERS, 'answered with more than 1 MiB');
  const [mediaType = ''] = response.headers.get('content-type')?.split(';') ?? [];
  return { name, status: response.status, text, mediaType: mediaType.trim().toLowerCase() };
}

/** The failure when the server has too much to do; callers leave it alone for as long as it asks. */
function busy(name: string, status: number, retryAfter: RetryAfter, remedy = 'Try again later.'): AuthError {
  const error = new AuthError('server_answer_invalid', `${name} answered with status ${status}. ${remedy}`);
  return Object.assign(error, { retryAfter });
}

/**
 * Reads the header `Retry-After` of an answer with status 429 or 503; 0 where it is missing, hidden by CORS, or neither
 * seconds nor a date. `undefined` for any other status: what that asks for is not a pause.
 * @see RFC 9110, section 10.2.3; RFC 6585, section 4
 */
export function retryAfterOf({ status, headers }: Response): RetryAfter | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  // Only a date with a day's name is one of HTTP: other texts, `-1` among them, are dates to some browsers.
  const date = new Date(/^[A-Z][a-z]+, /.test(text) ? text : NaN);
  return Number.isNaN(date.getTime()) ? 0 : date;
}

/** The milliseconds that are to be waited: never negative, and 5 minutes at most. */
export function waitMsOf(retryAfter: RetryAfter, now: number): number {
  const wait = typeof retryAfter === 'number' ? retryAfter * 1000 : retryAfter.getTime() - now;
  return Math.max(0, Math.min(wait, LONGEST_WAIT_MS));
}
