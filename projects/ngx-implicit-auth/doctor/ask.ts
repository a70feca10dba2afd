/** What a server has answered. */
export interface Reply {
  readonly kind: 'reply';
  /** The URL that was asked. */
  readonly url: string;
  /** The answers on the way, the last of them at the end: more than one where it redirects within its host. */
  readonly hops: readonly Hop[];
  readonly status: number;
  readonly headers: Headers;
  /** What was read of the body: 1 MiB at most. */
  readonly text: string;
  readonly isTooLong: boolean;
  /** Where the last answer redirects to, which was not followed. */
  readonly location: string | null;
  /** When the last answer began, in milliseconds by this machine's clock. */
  readonly arrived: number;
}

interface Hop {
  readonly url: string;
  readonly headers: Headers;
}

/** Why there is no answer. */
export type Silence = 'name' | 'certificate' | 'refused' | 'time' | 'headers' | 'protocol' | 'connection';

export interface NoReply {
  readonly kind: 'no-reply';
  readonly url: string;
  readonly silence: Silence;
  /** The name that the machine gives to the failure. */
  readonly detail: string;
}

export type Answer = Reply | NoReply;

interface Question {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams;
  /** Whether a redirect to this URL is the end; none to another host is ever followed. */
  readonly endsAt?: (url: string) => boolean;
}

/** Asks a server, without cookies, until its time is up. Never rejects. */
export type Ask = (url: string, question?: Question) => Promise<Answer>;

const MOST_BYTES = 2 ** 20;
const MOST_HOPS = 10;

/** Makes the function that asks. Each question has `milliseconds`, redirects included. */
export function asker(milliseconds: number): Ask {
  return async (url, question = {}) => {
    try {
      return await follow(url, question, AbortSignal.timeout(milliseconds));
    } catch (error) {
      return { kind: 'no-reply', url, ...silenceOf(error, milliseconds) };
    }
  };
}

async function follow(first: string, question: Question, signal: AbortSignal): Promise<Reply> {
  const { method = 'GET', headers = {}, body = null, endsAt = () => false } = question;
  const hops: Hop[] = [];
  for (let url = first; ;) {
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'ngx-implicit-auth doctor', ...headers },
      body,
      redirect: 'manual',
      signal,
    });
    const arrived = Date.now();
    hops.push({ url, headers: response.headers });
    const location = locationOf(response, url);
    const goesOn = method === 'GET' && location !== null && !endsAt(location) && isWithinHost(location, url);
    if (goesOn && hops.length < MOST_HOPS) {
      await response.body?.cancel();
      url = location;
      continue;
    }
    const { status } = response;
    return {
      kind: 'reply',
      ...{ url: first, hops, status, headers: response.headers, location, arrived },
      ...(await read(response)),
    };
  }
}

function locationOf({ status, headers }: Response, base: string): string | null {
  const location = headers.get('location');
  if (location === null || status < 300 || status > 399) return null;
  try {
    return new URL(location, base).href;
  } catch {
    return null;
  }
}

/** Whether a redirect stays at the host, and does not fall back to plain http. */
function isWithinHost(to: string, from: string): boolean {
  const [{ host, protocol, username, password }, old] = [new URL(to), new URL(from)];
  const isAsSecure = protocol === old.protocol || protocol === 'https:';
  return host === old.host && isAsSecure && !username && !password;
}

async function read(response: Response): Promise<{ text: string; isTooLong: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    bytes += part.value.length;
    if (bytes > MOST_BYTES) {
      await reader?.cancel();
      break;
    }
  }
  // As browsers read JSON: without a mark of the byte order, and whatever is no UTF-8.
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_BYTES));
  return { text, isTooLong: bytes > MOST_BYTES };
}

const SILENCES: readonly (readonly [pattern: RegExp, silence: Silence])[] = [
  [/^(ENOTFOUND|EAI_)/, 'name'],
  [/CERT|^UNABLE_TO_|^ERR_SSL|^ERR_TLS|^EPROTO/, 'certificate'],
  [/^ECONNREFUSED/, 'refused'],
  [/TIMEOUT|TIMEDOUT/, 'time'],
  [/HEADERS_OVERFLOW/, 'headers'],
  [/^HPE_|^Z_|^HTTPParser/, 'protocol'],
];

/** Why a request has failed. */
export function silenceOf(error: unknown, milliseconds: number): Pick<NoReply, 'silence' | 'detail'> {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { silence: 'time', detail: `${milliseconds / 1000} s` };
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error ? nameOf(cause) : '';
  const [, silence] = SILENCES.find(([pattern]) => pattern.test(code)) ?? [undefined, 'connection' as const];
  return { silence, detail: code || 'no reason given' };
}

function nameOf(cause: Error): string {
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
