import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Device } from './device';
import { ModelTokenEndpoint } from './model-token-endpoint';
import type { Setup } from './setup';

export const ISSUER = 'https://id.example.com';
export const PERSONS = ['alice', 'bob'] as const;
export type Person = (typeof PERSONS)[number];

/** What makes an answer one that the app has to refuse. `code` stands for one with the code of another request. */
export type Forgery = 'state' | 'nonce' | 'signature' | 'code';

/** What a person has allowed the app by one answer. */
export interface Authorization {
  readonly request: URLSearchParams;
  readonly person: Person;
  /** The session at the server. */
  readonly sid: string;
  /** When the person has authenticated, by a clock that is right. */
  readonly authenticatedAt: number;
  readonly forgery: Forgery | undefined;
}

/** What the server knows of a token that it has issued. */
export interface Grant {
  readonly person: Person;
  /** The session at the server. */
  readonly sid: string;
  /** The resource server that it is for; the app's own by default. */
  readonly audience: string;
  /** Epoch milliseconds by a clock that is right. */
  readonly expiresAt: number;
  /** The authorization request that it answers, or the refresh. */
  readonly state: string;
  readonly isSilent: boolean;
  /** When the person has authenticated, by a clock that is right. */
  readonly authenticatedAt: number;
  isRevoked: boolean;
  /** Whether the answer is one that the app has to refuse. */
  readonly isForged: boolean;
}

/** How the server treats frames. */
export type Framing = 'allowed' | 'refused' | 'without cookies' | 'unanswered';

const LIFETIME_SECONDS = 600;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY = { ...publicKey.export({ format: 'jwk' }), kid: 'model', alg: 'ES256', use: 'sig' };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An authorization server for two persons. The browser has one cookie of it. */
export class ModelServer {
  readonly #device: Device;
  readonly #setup: Setup;
  readonly tokenEndpoint: ModelTokenEndpoint;
  readonly issued = new Map<string, Grant>();
  /** Whom the browser's cookie names. */
  person: Person | null = null;
  sid = 'sid-0';
  isUp = true;
  framing: Framing;
  /** Whether silent requests for tokens of other resource servers need a page first. */
  asksForConsent = false;
  /** How many requests in a row the resource servers refuse without a reason. */
  refusals = 0;
  isUserInfoUp = true;
  #count = 0;

  constructor(device: Device, setup: Setup) {
    this.#device = device;
    this.#setup = setup;
    this.framing = setup.framing;
    this.tokenEndpoint = new ModelTokenEndpoint(setup, (...authorized) => this.#issue(...authorized));
  }

  signIn(person: Person): void {
    if (this.person === person) return;
    this.person = person;
    this.sid = `sid-${++this.#count}`;
  }

  signOut(): void {
    this.person = null;
    this.sid = `sid-${++this.#count}`;
  }

  /** The response to a request by `fetch`; `null` when it is lost on its way, `undefined` when there is none. */
  respond(url: string, { body, headers, method }: RequestInit): Response | null | undefined {
    const { pathname } = new URL(url);
    const token = new Headers(headers).get('authorization')?.slice('Bearer '.length);
    if (pathname === '/token') {
      return method === 'POST'
        ? this.tokenEndpoint.respond(body as URLSearchParams)
        : new Response(null, { status: 405 });
    }
    if (pathname === '/keys') return Response.json({ keys: [KEY] });
    if (pathname === '/me') {
      const grant = this.issued.get(token ?? '');
      if (!this.isUserInfoUp) return new Response(null, { status: 503 });
      return grant ? Response.json({ sub: grant.person, nickname: grant.person }) : new Response(null, { status: 401 });
    }
    if (pathname === '/revoke') {
      const revoked = (body as URLSearchParams).get('token') ?? '';
      const grant = this.issued.get(revoked);
      if (grant) grant.isRevoked = true;
      this.tokenEndpoint.revoke(revoked);
      return new Response();
    }
    return Response.json({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/keys`,
      end_session_endpoint: `${ISSUER}/session/end`,
      revocation_endpoint: `${ISSUER}/revoke`,
      userinfo_endpoint: `${ISSUER}/me`,
      check_session_iframe: `${ISSUER}/check-session`,
      authorization_response_iss_parameter_supported: this.#setup.namesIssuer,
    });
  }

  /** The URL by which the server answers a request without a page: as the cookie says. */
  answerSilently(url: string, hasCookie = true): string {
    const request = new URL(url).searchParams;
    if (!this.person || !hasCookie) return this.refuse(url, 'login_required');
    if (request.get('audience') && this.asksForConsent) return this.refuse(url, 'consent_required');
    return this.answer(url, this.person);
  }

  /** The URL by which the server answers when somebody has signed in; `forgery` makes it one that has to be refused. */
  answer(url: string, person: Person, forgery?: Forgery): string {
    this.signIn(person);
    const authorization = this.#authorize(url, person, forgery);
    const { request } = authorization;
    const state = request.get('state') ?? '';
    const answers = { state, isSilent: request.get('prompt') === 'none', nonce: request.get('nonce') };
    const isCode = request.get('response_type') === 'code';
    const members = isCode
      ? { code: this.tokenEndpoint.codeFor(authorization) }
      : this.#issue(authorization, answers).members;
    return this.#answerTo(request, {
      ...members,
      state: forgery === 'state' ? `forged-${++this.#count}` : state,
      session_state: this.#sessionState,
    });
  }

  /** An answer that somebody has made up: with the code that answers one request, and the state of another. */
  inject(codeOf: string, stateOf: string, person: Person): string {
    return this.#answerTo(new URL(stateOf).searchParams, {
      code: this.tokenEndpoint.codeFor(this.#authorize(codeOf, person, 'code')),
      state: new URL(stateOf).searchParams.get('state') ?? '',
    });
  }

  /** The URL by which the server answers with an error; some servers leave the state out. */
  refuse(url: string, error: string, hasState = true): string {
    const request = new URL(url).searchParams;
    return this.#answerTo(request, { error, ...(hasState && { state: request.get('state') ?? '' }) });
  }

  /** What the server's frame answers to the question whether a session has changed. */
  checkSession(question: string): 'changed' | 'unchanged' {
    return this.framing === 'allowed' && question.endsWith(` ${this.#sessionState}`) ? 'unchanged' : 'changed';
  }

  /** Whether a resource server takes a token. */
  accepts(token: string | undefined, audience: string): boolean {
    if (this.refusals) {
      this.refusals -= 1;
      return false;
    }
    const grant = this.issued.get(token ?? '');
    return !!grant && !grant.isRevoked && grant.audience === audience && grant.expiresAt > this.#device.trueTime;
  }

  isRevoked(token: string): boolean {
    return !!this.issued.get(token)?.isRevoked || this.tokenEndpoint.isRevoked(token);
  }

  get #sessionState(): string {
    return `state-of-${this.sid}`;
  }

  #authorize(url: string, person: Person, forgery: Forgery | undefined): Authorization {
    const request = new URL(url).searchParams;
    return { request, person, sid: this.sid, authenticatedAt: this.#device.trueTime, forgery };
  }

  #answerTo(request: URLSearchParams, members: Readonly<Record<string, unknown>>): string {
    const url = new URL(request.get('redirect_uri') ?? '');
    const isCode = request.get('response_type') === 'code';
    const issuer = isCode && this.#setup.namesIssuer ? { iss: ISSUER } : {};
    const parameters = new URLSearchParams({ ...members, ...issuer } as Record<string, string>).toString();
    if (isCode) url.search = parameters;
    else url.hash = parameters;
    return url.href;
  }

  #issue(
    { request, person, sid, authenticatedAt, forgery }: Authorization,
    { state, isSilent, nonce }: { readonly state: string; readonly isSilent: boolean; readonly nonce: string | null },
  ) {
    const accessToken = `access-token-${++this.#count}-of-${person}`;
    const seconds = Math.floor(this.#device.trueTime / 1000);
    const grant: Grant = {
      person,
      audience: request.get('audience') ?? '',
      state,
      isSilent,
      authenticatedAt,
      sid,
      expiresAt: this.#device.trueTime + LIFETIME_SECONDS * 1000,
      isRevoked: false,
      isForged: forgery !== undefined,
    };
    this.issued.set(accessToken, grant);
    const members: Record<string, unknown> = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
    };
    if (request.get('scope')?.split(' ').includes('openid')) {
      const idToken = this.#idToken({
        iss: ISSUER,
        aud: request.get('client_id'),
        sub: person,
        sid,
        nonce: forgery === 'nonce' ? 'forged' : (nonce ?? undefined),
        iat: seconds,
        exp: seconds + 3600,
        auth_time: Math.floor(authenticatedAt / 1000),
        at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
      });
      const sent = forgery === 'signature' ? idToken.replace(/.{4}$/, 'AAAA') : idToken;
      this.issued.set(sent, grant);
      members['id_token'] = sent;
    }
    return { grant, members };
  }

  #idToken(claims: Readonly<Record<string, unknown>>): string {
    const content = `${encoded({ alg: 'ES256', kid: KEY.kid })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  }
}
