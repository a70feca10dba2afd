import type { Fetch } from '../protocol/fetch-json';

/** What a server sees of a request, and whether a redirect would be followed. */
export interface ArrivingRequest {
  readonly method: string;
  readonly url: string;
  /** Name and value of each parameter of the form, in the order of the names. */
  readonly form: readonly (readonly [string, string])[];
  readonly headers: Headers;
  readonly followsRedirects: boolean;
}

/** Has one request sent, which is answered by nothing of use, and returns what a server would see of it. */
export async function arrivingRequest(send: (fetch: Fetch) => Promise<unknown>): Promise<ArrivingRequest> {
  const arrived: Request[] = [];
  const fetch: Fetch = async (url, init) => {
    // Without the signal, which may be of another realm than Request.
    arrived.push(new Request(url, { ...init, signal: null }));
    return new Response(null, { status: 404 });
  };
  await send(fetch).catch(() => {});
  const [request, ...others] = arrived;
  if (!request || others.length) throw new Error(`${arrived.length} requests were sent, and not one.`);
  const { method, url, headers, redirect } = request;
  const form = sorted(new URLSearchParams(await request.text()));
  return { method, url, form, headers, followsRedirects: redirect === 'follow' };
}

/** The parameters in the order of their names. */
export function sorted(parameters: URLSearchParams): readonly (readonly [string, string])[] {
  return [...parameters].sort(([one], [other]) => (one < other ? -1 : 1));
}
