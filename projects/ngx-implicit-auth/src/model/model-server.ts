import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Device } from './device';

export const ISSUER = 'https://id.example.com';
export const PERSONS = ['alice', 'bob'] as const;
export type Person = (typeof PERSONS)[number];

/** What the server knows of a token that it has issued. */
export interface Grant {
  readonly person: Person;
  /** The session at the server. */
  readonly sid: string;
  /** The resource server that it is for; the app's own by default. */
  readonly audience: string;
  /** Epoch milliseconds by a clock that is right. */
  readonly expiresAt: number;
  /** The authorization request that it answers. */
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
  readonly issued = new Map<string, Grant>();
  readonly endedAt: number[] = [];
  /** Whom the browser's cookie names. */
  person: Person | null = null;
  sid = 'sid-0';
  isUp = true;
  framing: Framing = 'allowed';
  /** Whether silent requests for tokens of other resource servers need a page first. */
  asksForConsent = false;
  /** How many requests in a row the resource servers refuse without a reason. */
  refusals = 0;
  isUserInfoUp = true;
  #count = 0;

  constructor(device: Device) {
    this.#device = device;
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

  /** The response to a request by `fetch`. */
  respond(url: string, { body, headers }: RequestInit): Response {
    const { pathname } = new URL(url);
    const token = new Headers(headers).get('authorization')?.slice('Bearer '.length);
    if (pathname === '/keys') return Response.json({ keys: [KEY] });
    if (pathname === '/me') {
      const grant = this.issued.get(token ?? '');
      if (!this.isUserInfoUp) return new Response(null, { status: 503 });
      return grant ? Response.json({ sub: grant.person, nickname: grant.person }) : new Response(null, { status: 401 });
    }
    if (pathname === '/revoke') {
      const grant = this.issued.get(new URLSearchParams(body as URLSearchParams).get('token') ?? '');
      if (grant) grant.isRevoked = true;
      return new Response();
    }
    return Response.json({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      jwks_uri: `${ISSUER}/keys`,
      end_session_endpoint: `${ISSUER}/session/end`,
      revocation_endpoint: `${ISSUER}/revoke`,
      userinfo_endpoint: `${ISSUER}/me`,
      check_session_iframe: `${ISSUER}/check-session`,
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
  answer(url: string, person: Person, forgery?: 'state' | 'nonce' | 'signature'): string {
    this.signIn(person);
    const request = new URL(url).searchParams;
    const state = request.get('state') ?? '';
    const audience = request.get('audience') ?? '';
    const isSilent = request.get('prompt') === 'none';
    const number = ++this.#count;
    const accessToken = `access-token-${number}-of-${person}`;
    const seconds = Math.floor(this.#device.trueTime / 1000);
    const grant = {
      person,
      audience,
      state,
      isSilent,
      authenticatedAt: this.#device.trueTime,
      sid: this.sid,
      expiresAt: this.#device.trueTime + LIFETIME_SECONDS * 1000,
      isRevoked: false,
      isForged: forgery !== undefined,
    };
    this.issued.set(accessToken, grant);
    const parameters = new URLSearchParams({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: String(LIFETIME_SECONDS),
      state: forgery === 'state' ? `forged-${number}` : state,
      session_state: this.#sessionState,
    });
    if (request.get('response_type')?.includes('id_token')) {
      const idToken = this.#idToken({
        iss: ISSUER,
        aud: request.get('client_id'),
        sub: person,
        sid: this.sid,
        nonce: forgery === 'nonce' ? 'forged' : request.get('nonce'),
        iat: seconds,
        exp: seconds + 3600,
        auth_time: seconds,
        at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
      });
      const sent = forgery === 'signature' ? idToken.replace(/.{4}$/, 'AAAA') : idToken;
      this.issued.set(sent, grant);
      parameters.set('id_token', sent);
    }
    return `${request.get('redirect_uri') ?? ''}#${parameters.toString()}`;
  }

  /** The URL by which the server answers with an error; some servers leave the state out. */
  refuse(url: string, error: string, hasState = true): string {
    const request = new URL(url).searchParams;
    const parameters = new URLSearchParams({ error, ...(hasState && { state: request.get('state') ?? '' }) });
    return `${request.get('redirect_uri') ?? ''}#${parameters.toString()}`;
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

  get #sessionState(): string {
    return `state-of-${this.sid}`;
  }

  #idToken(claims: Readonly<Record<string, unknown>>): string {
    const content = `${encoded({ alg: 'ES256', kid: KEY.kid })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  }
}
