import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request that a server has received. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** All that was asked of a server, in the order of arrival. */
export interface RequestRecord {
  /** Notes a request down. */
  add(request: IncomingMessage): RecordedRequest;
  /** The requests for one endpoint, which is known by the last segment of its path; preflights are requests, too. */
  to(endpoint: string): readonly RecordedRequest[];
  /** The latest request, which is the one to be answered while a server is answering. */
  latest(): RecordedRequest | undefined;
}

/** What the path of a request ends in: metadata may put an endpoint anywhere else. */
export function endpointOf({ path }: RecordedRequest): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function requestRecord(): RequestRecord {
  const requests: RecordedRequest[] = [];
  return {
    add({ method = '', url = '', headers }) {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      const request = { method, path: pathname, query: searchParams, headers };
      requests.push(request);
      return request;
    },
    to: (endpoint) => requests.filter((request) => endpointOf(request) === endpoint),
    latest: () => requests.at(-1),
  };
}
