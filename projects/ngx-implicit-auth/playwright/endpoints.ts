import { accessTokenIn } from './access-tokens.ts';
import { json, noContent, readable, type Answer, type BrowserRequest } from './answer.ts';
import type { AuthServerEndpoint } from './auth-server-options.ts';
import { authorize, logIn, push } from './authorization-endpoint.ts';
import { endSession } from './end-session.ts';
import { metadataOf } from './metadata.ts';
import { recordOf } from './request-record.ts';
import type { ServerState } from './server-state.ts';
import { exchange, revoke } from './token-endpoint.ts';

interface Endpoint {
  readonly methods: readonly string[];
  /** Whether scripts ask there, and not people. */
  readonly isForScripts: boolean;
  readonly answer: (state: ServerState, request: BrowserRequest) => Answer | Promise<Answer>;
}

const ENDPOINTS: Readonly<Record<AuthServerEndpoint, Endpoint>> = {
  discovery: { methods: ['GET'], isForScripts: true, answer: ({ settings }) => json(metadataOf(settings)) },
  keys: { methods: ['GET'], isForScripts: true, answer: ({ key }) => json({ keys: [key.publicKey] }) },
  authorization: { methods: ['GET', 'POST'], isForScripts: false, answer: authorize },
  pushedRequests: { methods: ['POST'], isForScripts: true, answer: push },
  token: { methods: ['POST'], isForScripts: true, answer: exchange },
  userInfo: { methods: ['GET', 'POST'], isForScripts: true, answer: userInfo },
  revocation: { methods: ['POST'], isForScripts: true, answer: revoke },
  endSession: { methods: ['GET', 'POST'], isForScripts: false, answer: endSession },
  login: { methods: ['GET'], isForScripts: false, answer: logIn },
};

const LISTED = Object.entries(ENDPOINTS) as [AuthServerEndpoint, Endpoint][];

/** Whether a URL is the server's: anything at the origins of its endpoints; at an origin of the app's, they alone. */
export function isForServer({ settings: { endpoints, appOrigins } }: ServerState, url: URL): boolean {
  return Object.values(endpoints).some((endpoint) =>
    appOrigins.includes(url.origin) ? isAt(endpoint, url) : new URL(endpoint).origin === url.origin,
  );
}

/** Answers whatever the browser asks of the server: what there is not, by a failure that says so. */
export async function answerFrom(state: ServerState, request: BrowserRequest): Promise<Answer> {
  const { method, url, headers } = request;
  const [name, endpoint] = LISTED.find(([each]) => isAt(state.settings.endpoints[each], url)) ?? [];
  if (!name || !endpoint) return notListed(state, request);
  if (method === 'OPTIONS' && endpoint.isForScripts) return readable(noContent(), headers);
  if (!endpoint.methods.includes(method)) return notListed(state, request);
  state.requests.push(recordOf(name, request));
  const answer = await endpoint.answer(state, request);
  return endpoint.isForScripts ? readable(answer, headers) : answer;
}

function userInfo(state: ServerState, { headers }: BrowserRequest): Answer {
  const token = accessTokenIn(state, headers['authorization']);
  if (!token) return json({ error: 'invalid_token' }, 401, { 'www-authenticate': 'Bearer error="invalid_token"' });
  return json(token.person);
}

function isAt(endpoint: string, { origin, pathname }: URL): boolean {
  const at = new URL(endpoint);
  return at.origin === origin && at.pathname === pathname;
}

function notListed(state: ServerState, { method, url, headers }: BrowserRequest): Answer {
  const at = (place: string) => (place.startsWith(`${url.origin}/`) ? place.slice(url.origin.length) : place);
  const listed = LISTED.map(([name, { methods }]) => `${methods.join('/')} ${at(state.settings.endpoints[name])}`);
  const page = url.origin + url.pathname;
  const problem =
    `${method} ${page} was answered with 501: the server of this test has no such thing. It has ${listed.join(', ')}. ` +
    `Where the app is configured with other URLs, write them into authServerOptions.endpoints; what else it needs, ` +
    `answer in the test: await page.route('${page}', …).`;
  state.problems.push(problem);
  return readable(json({ error: 'not_listed', error_description: problem }, 501), headers);
}
