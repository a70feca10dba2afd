import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { listenOnLoopback, type RunningServer } from '../../sandbox/loopback-server.ts';

/** What a request is answered. */
export interface GateAnswer {
  readonly status: number;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A token request, whoever asked the browser to send it. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  /** The status of the server's answer, whether or not that got through; `null` while it was not asked. */
  status: number | null;
}

/**
 * What becomes of a token request: an answer, or `null` where the connection closes without one.
 *
 * @param toServer - has the server act, and tells what it answers
 */
export type Passage = (
  form: URLSearchParams,
  toServer: () => Promise<GateAnswer>,
) => GateAnswer | null | Promise<GateAnswer | null>;

/** Stands between the browsers and the token endpoint of a server, and counts what gets there. */
export interface TokenGate extends RunningServer {
  /** Where an app finds the server's metadata, with the gate as the token endpoint. */
  readonly discoveryUrl: string;
  /** Each token request, in order of arrival. */
  readonly requests: readonly TokenRequest[];
  /** Says which server it stands before. */
  leadTo(issuer: string): void;
  /** What becomes of token requests from now on. By default they get through. */
  pass(passage: Passage): void;
  /** Keeps token requests waiting at the gate while something else is done. */
  keepWaiting(act: () => Promise<unknown>): Promise<void>;
}

/** @param keepsAlive - whether a connection serves several requests; by default, each has its own */
export async function startTokenGate(keepsAlive = false): Promise<TokenGate> {
  const requests: TokenRequest[] = [];
  let issuer = '';
  let passage: Passage = (_, toServer) => toServer();
  let mayPass: Promise<unknown> = Promise.resolve();

  const metadata = async (tokenEndpoint: string): Promise<GateAnswer> => {
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;
    return { status: 200, body: JSON.stringify({ ...document, token_endpoint: tokenEndpoint }) };
  };
  const answerTo = async (url: string, incoming: IncomingMessage): Promise<GateAnswer | null> => {
    if (incoming.method === 'GET') return metadata(`${url}/token`);
    const body = await text(incoming);
    if (incoming.method !== 'POST') return forward(issuer, incoming, body);
    const request: TokenRequest = { form: new URLSearchParams(body), status: null };
    requests.push(request);
    await mayPass;
    return passage(request.form, async () => {
      const answer = await forward(issuer, incoming, body);
      request.status = answer.status;
      return answer;
    });
  };
  const server = await listenOnLoopback(0, (url) => async (incoming, response) => {
    // With the test, the server may be gone.
    const answer = await answerTo(url, incoming).catch(() => null);
    if (!answer) return response.destroy();
    const connection = keepsAlive ? 'keep-alive' : 'close';
    const headers = { 'access-control-allow-origin': '*', ...answer.headers, connection };
    return response.writeHead(answer.status, headers).end(answer.body);
  });
  return {
    ...server,
    discoveryUrl: `${server.url}/.well-known/openid-configuration`,
    requests,
    leadTo(url) {
      issuer = url;
    },
    pass(next) {
      passage = next;
    },
    async keepWaiting(act) {
      const { promise, resolve: letPass } = Promise.withResolvers<null>();
      mayPass = promise;
      await act().finally(() => letPass(null));
    },
  };
}

/** Sends a request on as it came. By its `Host` header the server takes the gate's address for its own. */
async function forward(to: string, { method, url, headers }: IncomingMessage, body: string): Promise<GateAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  ask(new URL(url ?? '', to), { method, headers: { ...headers, connection: 'close' } }, resolve)
    .on('error', reject)
    .end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
}
