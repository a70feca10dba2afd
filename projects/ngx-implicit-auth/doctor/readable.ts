import type { Answer, Reply } from './ask.ts';

/** What keeps a page of the app from reading an answer; `null`: nothing. */
export function whatHidesFrom(origin: string, { hops }: Reply): string | null {
  for (const { url, headers } of hops) {
    const allowed = headers.get('access-control-allow-origin');
    if (allowed === null) return `${new URL(url).pathname} sends no Access-Control-Allow-Origin`;
    if (allowed.includes(',')) return 'Access-Control-Allow-Origin comes twice, which no browser takes';
    if (allowed !== '*' && allowed !== origin) return 'Access-Control-Allow-Origin names another origin';
  }
  return null;
}

/** What a preflight's answer forbids of a request with this header; `null`: nothing. */
export function whatForbids(header: string, origin: string, reply: Reply): string | null {
  if (reply.status < 200 || reply.status > 299)
    return `the preflight (OPTIONS) is answered with status ${reply.status}`;
  const hidden = whatHidesFrom(origin, reply);
  if (hidden !== null) return `in answer to the preflight (OPTIONS), ${hidden}`;
  const allowed = (reply.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  return allowed.includes(header.toLowerCase()) ? null : `Access-Control-Allow-Headers does not list ${header}`;
}

/** The members of a JSON object; `null` where an answer is something else. */
export function membersOf(answer: Answer): Readonly<Record<string, unknown>> | null {
  if (answer.kind === 'no-reply') return null;
  try {
    const json: unknown = JSON.parse(answer.text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : null;
  } catch {
    return null;
  }
}
