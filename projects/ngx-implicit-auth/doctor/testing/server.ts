import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { listenOnLoopback, type RunningServer } from '../../../sandbox/loopback-server.ts';
import { readFormBody } from '../../../sandbox/request-body.ts';

export const APP = 'http://localhost:4200';
const REDIRECT_URI = `${APP}/auth/callback`;
export const CLIENT_ID = 'timesheets-spa';

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** What was asked. */
interface Asked {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  /** The parameters in the query or in the body. */
  readonly parameters: URLSearchParams;
}

/** Changes the proper answer of a path; by `null` there is none, ever, and by `'cut'` the connection ends. */
export type Departure = (proper: Reply, asked: Asked) => Reply | null | 'cut';

/** How a server departs from the proper one, by the path. `url` is where it is. */
export type Departures = (url: string) => Readonly<Record<string, Departure>>;

export const DISCOVERY = '/.well-known/openid-configuration';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const PUBLIC_KEY = {
  ...createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }),
  ...{ kid: 'a', use: 'sig', alg: 'RS256' },
};

/** Starts an authorization server that nobody can sign in to, and that is set up rightly but for its departures. */
export function startServer(departures: Departures = () => ({})): Promise<RunningServer> {
  return listenOnLoopback(0, (url) => {
    const ways = departures(url);
    return async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', url);
      const { method = 'GET', headers } = request;
      const parameters = method === 'POST' ? await readFormBody(request) : searchParams;
      const asked = { method, headers, parameters };
      const proper = properReply(url, pathname, asked);
      const reply = ways[pathname] ? ways[pathname](proper, asked) : proper;
      if (reply === 'cut') request.destroy();
      else if (reply) response.writeHead(reply.status, reply.headers as Record<string, string>).end(reply.body);
    };
  });
}

function properReply(url: string, pathname: string, asked: Asked): Reply {
  switch (pathname) {
    case DISCOVERY:
      return readable(json(metadataAt(url)), asked);
    case '/keys':
      return readable(json({ keys: [PUBLIC_KEY] }), asked);
    case '/authorize':
      return authorize(url, asked);
    case '/token':
      return readable(json({ error: 'invalid_grant' }, 400), asked);
    case '/userinfo':
      return readable(asked.method === 'OPTIONS' ? { status: 204 } : { status: 401 }, asked);
    case '/revoke':
      return readable({ status: 200 }, asked);
    case '/end-session':
      return [null, `${APP}/`].includes(asked.parameters.get('post_logout_redirect_uri'))
        ? page('Do you want to sign out?')
        : page('This post-logout address is not known', 400);
    default:
      return page('Nothing here', 404);
  }
}

function metadataAt(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    authorization_response_iss_parameter_supported: true,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    userinfo_endpoint: `${url}/userinfo`,
    revocation_endpoint: `${url}/revoke`,
    end_session_endpoint: `${url}/end-session`,
    response_types_supported: ['code', 'token id_token', 'id_token'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: ['authorization_code', 'implicit'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function authorize(url: string, { parameters }: Asked): Reply {
  if (parameters.get('client_id') !== CLIENT_ID) return page('The app is not known', 400);
  if (parameters.get('redirect_uri') !== REDIRECT_URI) return page('The address is not known', 400);
  return sentBack(parameters, { error: 'login_required', iss: url });
}

/** Sends somebody back to the app, with their state and these parameters. */
export function sentBack(
  request: URLSearchParams,
  parameters: Readonly<Record<string, string>>,
  component = request.get('response_type') === 'code' ? '?' : '#',
): Reply {
  const response = new URLSearchParams({ state: request.get('state') ?? '', ...parameters });
  return { status: 302, headers: { location: `${request.get('redirect_uri') ?? ''}${component}${response}` } };
}

export function json(document: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
}

export function page(title: string, status = 200): Reply {
  const headers = { 'content-type': 'text/html', 'x-frame-options': 'DENY' };
  return { status, headers, body: `<!doctype html><title>${title}</title>${title}.` };
}

/** Adds headers, in place of those of the same name. */
export function withHeaders(reply: Reply, headers: Readonly<Record<string, string | readonly string[]>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Lets the app alone read an answer. */
function readable(reply: Reply, { headers: { origin } }: Asked): Reply {
  if (origin !== APP) return reply;
  return withHeaders(reply, {
    'access-control-allow-origin': APP,
    'access-control-allow-headers': 'Authorization, Content-Type',
  });
}

/** Hides an answer from every app. */
export function hidden(reply: Reply): Reply {
  const rest = Object.entries(reply.headers ?? {}).filter(([name]) => !name.startsWith('access-control-'));
  return { ...reply, headers: Object.fromEntries(rest) };
}
