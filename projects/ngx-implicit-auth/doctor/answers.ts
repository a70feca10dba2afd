import type { Answer, Ask } from './ask.ts';
import { authorizationUrl, madeUpRequest, type MadeUpRequest } from './authorization-request.ts';
import { membersOf } from './readable.ts';
import { isSecureUrl, renewalPageOf, type Endpoints, type Subject } from './subject.ts';
import { leadsTo } from './visit.ts';

/** What the server has answered to everything; `null`: not asked. */
export interface Answers {
  /** The discovery document, or the bare authorization endpoint of a server without one. */
  readonly first: Answer;
  /** The members of the discovery document; none without one. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly endpoints: Endpoints;
  readonly keys: Answer | null;
  /** To the preflight of a request with an access token. */
  readonly userInfo: Answer | null;
  /** To a code that nobody has issued. */
  readonly token: Answer | null;
  readonly pushed: Answer | null;
  /** To a token that nobody has issued. */
  readonly revocation: Answer | null;
  readonly authorization: AuthorizationAnswers | null;
  readonly endSession: { readonly bare: Answer; readonly back: Answer } | null;
}

/** What the authorization endpoint has answered to `prompt=none`. */
export interface AuthorizationAnswers {
  readonly request: MadeUpRequest;
  /** With all that the app would send. */
  readonly app: Answer;
  /** With a client id that nobody has. */
  readonly stranger: Answer;
  /** With a redirect URI that nobody has registered. */
  readonly elsewhere: Answer;
  /** With the page of the library's that waits in a hidden frame. */
  readonly renewalPage: Answer;
}

/** The members of a discovery document that name endpoints. */
export const ENDPOINT_MEMBERS = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  keys: 'jwks_uri',
  userInfo: 'userinfo_endpoint',
  revocation: 'revocation_endpoint',
  endSession: 'end_session_endpoint',
  pushedRequests: 'pushed_authorization_request_endpoint',
} as const satisfies Record<keyof Endpoints, string>;

/** Asks the server what the app would find: first where everything is, then everything at once. */
export async function askServer(subject: Subject, ask: Ask): Promise<Answers> {
  const { endpoints: byHand, origin } = subject;
  const fromApp = { origin, accept: 'application/json' };
  const first = await (byHand?.authorization === undefined
    ? ask(subject.discoveryUrl, { headers: fromApp })
    : ask(byHand.authorization, { headers: { accept: 'text/html' } }));
  const metadata = byHand ? {} : (membersOf(first) ?? {});
  const endpoints = byHand ?? endpointsOf(metadata);
  const isUseless = first.kind === 'no-reply' || (!byHand && first.status !== 200);

  const asked = async (name: keyof Endpoints, question: (url: string) => Promise<Answer>): Promise<Answer | null> => {
    const url = isUseless ? undefined : endpoints[name];
    return url === undefined ? null : question(url);
  };
  const post = (url: string, form: Record<string, string>): Promise<Answer> =>
    ask(url, { method: 'POST', headers: fromApp, body: new URLSearchParams(form) });
  const client: Record<string, string> = subject.clientId === null ? {} : { client_id: subject.clientId };
  const request = madeUpRequest(subject);
  const mustPush = metadata['require_pushed_authorization_requests'] === true;
  const code = {
    ...{ grant_type: 'authorization_code', code: request.code, code_verifier: request.codeVerifier },
    redirect_uri: subject.redirectUri,
  };

  const [keys, userInfo, token, pushed, revocation, authorization, endSession] = await Promise.all([
    asked('keys', (url) => ask(url, { headers: fromApp })),
    asked('userInfo', (url) => ask(url, preflight(origin))),
    subject.responseType === 'code' ? asked('token', (url) => post(url, { ...code, ...client })) : null,
    mustPush && subject.clientId !== null
      ? asked('pushedRequests', (url) => post(url, request.parameters(subject.clientId ?? '')))
      : null,
    asked('revocation', (url) => post(url, { token: request.code, ...client })),
    isUseless || mustPush ? null : askToAuthorize(subject, endpoints.authorization, request, ask),
    isUseless ? null : askToSignOut(subject, endpoints.endSession, ask),
  ]);
  return { first, metadata, endpoints, keys, userInfo, token, pushed, revocation, authorization, endSession };
}

/** The endpoints that a document names and the app may use. */
function endpointsOf(metadata: Readonly<Record<string, unknown>>): Endpoints {
  return Object.fromEntries(
    Object.entries(ENDPOINT_MEMBERS)
      .map(([name, member]) => [name, metadata[member]] as const)
      .filter(([, url]) => typeof url === 'string' && isSecureUrl(url)),
  );
}

function preflight(origin: string) {
  return {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  } as const;
}

async function askToAuthorize(
  { clientId, redirectUri, origin }: Subject,
  endpoint: string | undefined,
  request: MadeUpRequest,
  ask: Ask,
): Promise<AuthorizationAnswers | null> {
  if (endpoint === undefined || clientId === null) return null;
  const visit = (client: string, uri: string): Promise<Answer> =>
    ask(authorizationUrl(endpoint, request.parameters(client, uri)), {
      headers: { accept: 'text/html' },
      endsAt: (url) => leadsTo(uri, url),
    });
  const [app, stranger, elsewhere, renewalPage] = await Promise.all([
    visit(clientId, redirectUri),
    visit(request.stranger, redirectUri),
    visit(clientId, `${origin}${request.elsewhere}`),
    visit(clientId, renewalPageOf(redirectUri)),
  ]);
  return { request, app, stranger, elsewhere, renewalPage };
}

async function askToSignOut(
  { clientId, postLogoutRedirectUri, postLogoutRedirectParameter }: Subject,
  endpoint: string | undefined,
  ask: Ask,
): Promise<Answers['endSession']> {
  if (endpoint === undefined) return null;
  const visit = (parameters: Readonly<Record<string, string>>): Promise<Answer> =>
    ask(authorizationUrl(endpoint, parameters), {
      headers: { accept: 'text/html' },
      endsAt: (url) => leadsTo(postLogoutRedirectUri, url),
    });
  const client: Record<string, string> = clientId === null ? {} : { client_id: clientId };
  const [bare, back] = await Promise.all([
    visit(client),
    visit({ ...client, [postLogoutRedirectParameter]: postLogoutRedirectUri }),
  ]);
  return { bare, back };
}
