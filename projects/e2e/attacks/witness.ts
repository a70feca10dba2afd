import { listenOnLoopback, type RunningServer } from '../../sandbox/loopback-server.ts';

/** What a witness was asked. */
export interface Testimony {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a witness answers: an HTML page unless it says otherwise. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An origin of its own that remembers every request, and lets any script read its answers. */
export interface Witness extends RunningServer {
  readonly requests: readonly Testimony[];
}

/** Starts it on a free port. */
export async function startWitness(
  answer: (request: Testimony) => Answer | Promise<Answer> = () => ({}),
): Promise<Witness> {
  const requests: Testimony[] = [];
  const server = await listenOnLoopback(0, () => async (request, response) => {
    const testimony = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
    requests.push(testimony);
    const { status = 200, headers, body = '<!doctype html><title>Witness</title>' } = await answer(testimony);
    response
      .writeHead(status, {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': 'Authorization, X-Api-Key',
        ...headers,
      })
      .end(body);
  });
  return { ...server, requests };
}
