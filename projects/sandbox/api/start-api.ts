import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback, type Listener, type RunningServer } from '../loopback-server.ts';
import { BodyTooLargeError, readBody } from '../request-body.ts';
import { accessTokenVerifier } from './access-token.ts';
import { insufficientScope, invalidProof, tokenInRequest, type TokenInRequest } from './token-in-request.ts';
import type { Caller, VerifyAccessToken } from './caller.ts';
import { allowOrigins } from './cors.ts';
import { introspectingVerifier, type Introspection } from './introspection.ts';
import { Problem, sendProblem } from './problem.ts';
import { proofVerifier, type VerifyProof } from './proof.ts';
import { timesheetRoutes, type Route } from './timesheet-routes.ts';
import { openTimesheetStore } from './timesheet-store.ts';

/** What can be chosen about the timesheets API. */
export interface ApiOptions {
  /** The authorization server whose tokens are taken. Default `http://localhost:4300`. */
  readonly issuer?: string;
  /** Where its keys are. Default `/jwks` at the issuer. */
  readonly jwksUri?: string;
  /** Where to ask about opaque tokens. Default: tokens are JWTs, and the API verifies them by the server's keys. */
  readonly introspection?: Introspection;
  /** Default 4301; 0 takes a free one. */
  readonly port?: number;
  /**
   * The timesheets API, as access tokens name it; `/reports` and `/payroll` below it are APIs of their own. Default
   * `http://localhost:4301`.
   */
  readonly audience?: string;
  /** Whose scripts may read the answers. Default `http://localhost:4200`. */
  readonly appOrigins?: readonly string[];
  /** Where timesheets are kept. Default `:memory:`. */
  readonly database?: string;
  /** Tells which days are within a year of today. Default the machine's clock. */
  readonly now?: () => Date;
}

const BODY_LIMIT_BYTES = 16 * 1024;

/**
 * Starts the timesheets API.
 *
 * @throws PortTakenError
 * @example
 * const server = await startAuthorizationServer({ port: 0 });
 * const api = await startApi({ port: 0, ...server.accessTokens });
 */
export async function startApi({
  issuer = 'http://localhost:4300',
  jwksUri = `${issuer}/jwks`,
  introspection,
  port = 4301,
  audience = 'http://localhost:4301',
  appOrigins = ['http://localhost:4200'],
  database = ':memory:',
  now = () => new Date(),
}: ApiOptions = {}): Promise<RunningServer> {
  const origins = appOrigins.map((address) => new URL(address).origin);
  const store = openTimesheetStore(database, now());
  const verify = introspection ? introspectingVerifier(introspection) : accessTokenVerifier({ issuer, jwksUri });
  const api = { routes: timesheetRoutes(store, now), verify, verifyProof: proofVerifier(), audience };
  const server = await listenOnLoopback(port, () => listener(api, origins)).catch((error: unknown) => {
    store.close();
    throw error;
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      store.close();
    },
  };
}

interface Api {
  readonly routes: readonly Route[];
  readonly verify: VerifyAccessToken;
  readonly verifyProof: VerifyProof;
  readonly audience: string;
}

function listener(api: Api, origins: readonly string[]): Listener {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (allowOrigins(origins, request, response)) return;
    try {
      await serve(api, request, response);
    } catch (error) {
      if (error instanceof Problem) return sendProblem(response, error);
      console.error(error);
      sendProblem(response, new Problem(500, 'The fault is on our side.'));
    }
  };
}

async function serve(
  { routes, verify, verifyProof, audience }: Api,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(`http://localhost${request.url}`);
  if (!url) throw new Problem(400, 'The address cannot be read.');
  const route = findRoute(routes, request.method, url.pathname);
  const shown = tokenInRequest(request, url);
  const caller = await verify(shown.token, `${audience}${route.audiencePath ?? ''}`);
  await checkBinding(verifyProof, request, shown, caller);
  if (!caller.scopes.has(route.scope)) throw insufficientScope(route.scope);

  const id = route.path.exec(url.pathname)?.[1] ?? '';
  const body = route.takesBody ? await readJson(request) : '';
  const answer = route.handle({ caller, id, body, ifMatch: request.headers['if-match'] });
  if (answer.status === 204) return void response.writeHead(204).end();
  response.writeHead(answer.status, { ...answer.headers, 'Content-Type': 'application/json' });
  response.end(JSON.stringify(answer.body));
}

/**
 * Makes sure that a token which is bound to a key comes from whoever has the key.
 *
 * @throws Problem 401
 * @see RFC 9449, sections 7.1 and 7.2
 */
async function checkBinding(
  verifyProof: VerifyProof,
  { method = '', url = '', headers }: IncomingMessage,
  { token, isDpop }: TokenInRequest,
  { boundTo }: Caller,
): Promise<void> {
  if (isDpop !== (boundTo !== null))
    throw invalidProof('Send a bound token as a DPoP token, and any other as a Bearer one.');
  if (boundTo === null) return;
  const proven = { method, url: `http://${headers.host}${url.replace(/[?#].*/, '')}`, accessToken: token };
  const key = await verifyProof(String(headers['dpop'] ?? ''), proven).catch(() => null);
  if (key !== boundTo) throw invalidProof('The proof is not one for this request, or not by the key of the token.');
}

function findRoute(routes: readonly Route[], method: string | undefined, path: string): Route {
  const there = routes.filter((route) => route.path.test(path));
  const route = there.find((candidate) => candidate.method === method);
  if (route) return route;
  if (there.length === 0) throw new Problem(404, 'There is nothing at this address.');
  const allowed = there.map((candidate) => candidate.method).join(', ');
  throw new Problem(405, `Only ${allowed} is possible here.`, { headers: { Allow: allowed } });
}

async function readJson(request: IncomingMessage): Promise<string> {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Problem(415, 'Send the body as application/json.');
  }
  try {
    return await readBody(request, BODY_LIMIT_BYTES);
  } catch (cause) {
    if (cause instanceof BodyTooLargeError) {
      // Nothing else can come on this connection but the rest of the body.
      throw new Problem(413, cause.message, { cause, headers: { Connection: 'close' } });
    }
    throw new Problem(400, 'The body is not UTF-8 text.', { cause });
  }
}
