import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback, type RunningServer } from '../../sandbox/loopback-server.ts';
import type { Answer } from './witness.ts';

/** How a server between the browser and the app's own web server changes what the app is served as. */
export interface FrontOptions {
  /** Answers a path in place of the app's web server; `undefined` leaves it to that. */
  readonly answer?: (path: string) => Answer | undefined;
  /** Changes the app's page. */
  readonly page?: (html: string) => string;
  /** What is sent along with the app's page. */
  readonly pageHeaders?: Readonly<Record<string, string>>;
}

/** Serves what another server has, some of it changed. */
export async function startFront(
  behind: string,
  { answer = () => undefined, page = (html) => html, pageHeaders }: FrontOptions,
): Promise<RunningServer> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '', behind);
    const own = answer(pathname);
    if (own) {
      response.writeHead(own.status ?? 200, own.headers).end(own.body);
      return;
    }
    const original = await fetch(behind + pathname);
    const type = original.headers.get('Content-Type') ?? '';
    if (type.startsWith('text/html')) {
      response.writeHead(original.status, { ...pageHeaders, 'Content-Type': type }).end(page(await original.text()));
    } else {
      response.writeHead(original.status, { 'Content-Type': type }).end(Buffer.from(await original.arrayBuffer()));
    }
  };
  // When a test is over, a browser may be loading from the app's web server that has gone already.
  return listenOnLoopback(0, () => (request, response) => serve(request, response).catch(() => response.destroy()));
}
