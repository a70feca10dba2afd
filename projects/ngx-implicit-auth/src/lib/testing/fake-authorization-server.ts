import { base64url, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Fetch } from '../protocol/fetch-json';
import { fakeTokenEndpoint, type FakeTokenEndpoint } from './fake-token-endpoint';

/** How an answer differs from a proper one; `undefined` leaves a parameter or claim out. */
export interface AnswerChanges {
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Sent unchanged in place of the parameters. */
  readonly encoded?: string;
  readonly component?: '#' | '?';
}

/** An authorization server and the person who signs in at it, without pages. */
export interface FakeAuthorizationServer {
  readonly issuer: string;
  /** The URL of each request that it got by `fetch`, in order. */
  readonly requests: string[];
  /** Merged into the metadata document. */
  readonly metadata: Record<string, unknown>;
  /** What the pushed authorization request endpoint answers to a form. */
  push: (form: URLSearchParams) => Response | Promise<Response>;
  /** What the revocation endpoint answers to a form. */
  revocation: (form: URLSearchParams) => Response | Promise<Response>;
  /** Where codes are redeemed. */
  readonly tokenEndpoint: FakeTokenEndpoint;
  /** What the userinfo endpoint answers to whoever brings a token. */
  userInfo: () => Response | Promise<Response>;
  /** Signs claims as an id_token is signed. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
  readonly fetch: Fetch;
  /** Signs alice in, and returns the URL that it sends the browser back to. */
  answer(authorizationUrl: string, changes?: AnswerChanges): Promise<string>;
  /** Denies access, and returns the URL likewise. */
  refuse(authorizationUrl: string, changes?: AnswerChanges): string;
  /** Signs with a new key from now on, and publishes no other. */
  rotateKeys(): Promise<void>;
}

/** What the server tells about alice. */
export const ALICE = { sub: 'alice-1001', name: 'Alice Example', email: 'alice@example.com' };

let tokens = 0;
const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** Starts a fake authorization server with a fresh key. */
export async function fakeAuthorizationServer(issuer = 'https://id.example.com'): Promise<FakeAuthorizationServer> {
  let signer = await newSigner(issuer);
  const requests: string[] = [];
  const metadata: Record<string, unknown> = {};
  const documents: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      end_session_endpoint: `${issuer}/session/end`,
      revocation_endpoint: `${issuer}/revoke`,
      userinfo_endpoint: `${issuer}/me`,
      ...metadata,
    }),
    '/keys': () => ({ keys: [signer.publicKey] }),
  };

  const idToken = async (request: URLSearchParams, accessToken: string | undefined, claims = {}) =>
    server.sign({
      iss: issuer,
      aud: request.get('client_id') ?? '',
      nonce: request.get('nonce'),
      iat: nowInSeconds(),
      exp: nowInSeconds() + 3600,
      ...ALICE,
      ...(accessToken && { at_hash: await accessTokenHash(accessToken) }),
      ...claims,
    });

  const issue = async (request: URLSearchParams, claims: Readonly<Record<string, unknown>>) => {
    const accessToken = `access-token-${++tokens}.x+y/z=`;
    const isOpenid = request.get('scope')?.split(' ').includes('openid');
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 600,
      ...(isOpenid && { id_token: await idToken(request, accessToken, claims) }),
    };
  };

  const pushed = new Map<string, URLSearchParams>();
  const requestIn = (authorizationUrl: string) => {
    const { searchParams } = new URL(authorizationUrl);
    return pushed.get(searchParams.get('request_uri') ?? '') ?? searchParams;
  };

  const server: FakeAuthorizationServer = {
    issuer,
    requests,
    metadata,
    tokenEndpoint: fakeTokenEndpoint(issue),
    push: (form) => {
      const requestUri = `urn:ietf:params:oauth:request_uri:${++tokens}`;
      pushed.set(requestUri, form);
      return Response.json({ request_uri: requestUri, expires_in: 60 }, { status: 201 });
    },
    revocation: () => new Response(),
    userInfo: () => Response.json({ ...ALICE, nickname: 'Al' }),
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: signer.kid }).sign(signer.privateKey),
    fetch: async (url, { method, headers, body }) => {
      requests.push(url);
      if (url === `${issuer}/push`) return server.push(new URLSearchParams(body as URLSearchParams));
      if (url === `${issuer}/revoke`) return server.revocation(new URLSearchParams(body as URLSearchParams));
      if (url === `${issuer}/token` && method === 'POST')
        return server.tokenEndpoint.answer(
          new URLSearchParams(body as URLSearchParams),
          new Headers(headers).get('DPoP'),
        );
      if (url === `${issuer}/me`) {
        const isAuthorized = new Headers(headers).get('authorization')?.startsWith('Bearer access-token-');
        return isAuthorized ? server.userInfo() : new Response(null, { status: 401 });
      }
      const document = documents[url.slice(issuer.length)];
      return document ? Response.json(document()) : new Response('Not found', { status: 404 });
    },
    answer: async (authorizationUrl, changes = {}) => {
      const request = requestIn(authorizationUrl);
      const responseType = request.get('response_type')?.split(' ') ?? [];
      if (responseType.includes('code')) {
        const code = server.tokenEndpoint.codeFor(request, changes.claims);
        const component = request.get('response_mode') === 'fragment' ? '#' : '?';
        return redirectBack(request, { component, ...changes }, { code, state: request.get('state') ?? undefined });
      }
      const accessToken = responseType.includes('token') ? `access-token-${++tokens}.x+y/z=` : undefined;
      return redirectBack(request, changes, {
        ...(accessToken && { access_token: accessToken, token_type: 'Bearer', expires_in: '600' }),
        ...(responseType.includes('id_token') && { id_token: await idToken(request, accessToken, changes.claims) }),
        state: request.get('state') ?? undefined,
      });
    },
    refuse: (authorizationUrl, changes = {}) => {
      const request = requestIn(authorizationUrl);
      return redirectBack(request, changes, {
        error: 'access_denied',
        error_description: 'Alice said <b>no</b>',
        state: request.get('state') ?? undefined,
      });
    },
    rotateKeys: async () => {
      signer = await newSigner(issuer);
    },
  };
  return server;
}

async function newSigner(issuer: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = `${issuer} ${++tokens}`;
  return { kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

function redirectBack(
  request: URLSearchParams,
  { parameters = {}, encoded, component = '#' }: AnswerChanges,
  proper: Readonly<Record<string, string | undefined>>,
): string {
  const redirectUri = request.get('redirect_uri') ?? '';
  const present = Object.entries({ ...proper, ...parameters }).filter(([, value]) => value !== undefined);
  const response = encoded ?? new URLSearchParams(present as [string, string][]).toString();
  const separator = component === '?' && redirectUri.includes('?') ? '&' : component;
  return redirectUri + separator + response;
}

async function accessTokenHash(accessToken: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
  return base64url.encode(new Uint8Array(digest, 0, 16));
}
