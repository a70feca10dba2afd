import { allowOrigins } from '../../sandbox/api/cors.ts';
import { listenOnLoopback, type RunningServer } from '../../sandbox/loopback-server.ts';
import { readFormBody } from '../../sandbox/request-body.ts';
import type { Answer, Answers, Behaviour } from './behaviour.ts';
import { endpointsOf } from './endpoints.ts';
import { endpointOf, requestRecord, type RequestRecord } from './request-record.ts';

/** An authorization server, and an API that its access tokens open. Both do as a test tells them. */
export interface MisbehavingServer extends RunningServer {
  readonly record: RequestRecord;
  /** Where the API is. */
  readonly api: string;
  /** From now on it departs from the proper server in this way. */
  behave(behaviour: Behaviour): void;
}

/**
 * Starts a server. Nobody has to log in: it answers an authorization request at once.
 *
 * @param port 0 takes a free one.
 */
export async function startMisbehavingServer(initial: Behaviour = {}, port = 0): Promise<MisbehavingServer> {
  const record = requestRecord();
  let behaviour = initial;
  const answer: Answer = <Part extends keyof Answers>(part: Part, proper: Answers[Part]) => {
    const departure: Behaviour[Part] = behaviour[part];
    return departure ? departure(proper, record) : proper;
  };

  const server = await listenOnLoopback(port, (url) => {
    const endpoints = endpointsOf(url, answer);
    return async (request, response) => {
      const recorded = record.add(request);
      if (allowOrigins(answer('readers', [request.headers.origin ?? '']), request, response)) return;
      // The page that asks may be gone before all of it has come.
      const form = await readFormBody(request).catch(() => null);
      if (!form) {
        response.destroy();
        return;
      }
      const endpoint = endpoints[endpointOf(recorded)];
      const reply = endpoint ? await endpoint(recorded, form) : { status: 404 };
      if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
    };
  });
  return {
    ...server,
    record,
    api: `${server.url}/api`,
    behave(next) {
      behaviour = next;
    },
  };
}
