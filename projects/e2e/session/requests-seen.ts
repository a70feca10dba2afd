import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Started } from '../started.ts';

/** A request as it has reached a server. */
export interface SeenRequest {
  /** Method and path. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
}

/** Collects what a server of this process is asked from now on, with preflights, which no page knows of. */
export function watchRequestsSeenBy(url: string, started: Started): readonly SeenRequest[] {
  const seen: SeenRequest[] = [];
  const note = (message: unknown) => {
    const { method, url: target, headers } = (message as { readonly request: IncomingMessage }).request;
    if (`http://${headers.host}` === url) seen.push({ line: `${method} ${target?.split('?')[0]}`, headers });
  };
  subscribe('http.server.request.start', note);
  started({
    url,
    close: async () => {
      unsubscribe('http.server.request.start', note);
    },
  });
  return seen;
}

/** Method and path of each request, in order of arrival, without the preflights. */
export function linesOf(requests: readonly SeenRequest[]): readonly string[] {
  return requests.map(({ line }) => line).filter((line) => !line.startsWith('OPTIONS '));
}
