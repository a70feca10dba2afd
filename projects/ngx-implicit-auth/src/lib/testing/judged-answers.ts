import { PlatformLocation } from '@angular/common';
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthService, provideAuth, type AuthConfig } from 'ngx-implicit-auth';
import { URL, URLSearchParams } from 'node:url';
import { authContext } from '../authorization/auth-context';
import { REQUEST_PLATFORM } from '../authorization/request-platform';
import { AuthError } from '../protocol/auth-error';
import type { Fetch } from '../protocol/fetch-json';
import { refreshSession } from '../renewal/refresh-part';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { signedIn } from '../session/session-input';
import { AUTH_STORAGE, REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import type { PendingSignIn } from '../sign-in/pending-sign-ins';
import { pushRequest } from '../token-endpoint/push-request';
import { fakeAuthorizationServer } from './fake-authorization-server';
import { FakePlatformLocation } from './fake-platform-location';
import { APP, fakeTab } from './fake-tab';
import {
  AUTHENTICATED_AT,
  responseOf,
  SIGNED,
  signed,
  type Asked,
  type CodeAnswer,
  type JsonAnswer,
  type TokenAnswer,
} from './generated-answers';
import { CLAIMS, idTokenIssuer, NOW } from './id-token-issuer';
import { referencePush, referenceRefresh, referenceSignIn, type Accepted } from './reference-client';

// jsdom's own, written in JavaScript, would take up most of the time.
Object.assign(globalThis, { URL, URLSearchParams });

/** By how much the clocks of server and browser may be apart, for the library and for oauth4webapi. */
export const CLOCK_SKEW_SECONDS = 60;

const { iss: issuer, aud: clientId } = CLAIMS;
const CODE = 'the-code';
const server = await idTokenIssuer(['ES256']);
const signer = server.by('ES256');
const { keys } = server;
const SERVER = {
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  pushedAuthorizationRequestEndpoint: `${issuer}/push`,
  jwks: keys,
};
const CONFIG = {
  issuer,
  clientId,
  responseType: 'code',
  clockSkewSeconds: CLOCK_SKEW_SECONDS,
  server: SERVER,
} as const;
const reference = { issuer, keys, clientId, clockSkewSeconds: CLOCK_SKEW_SECONDS };
const tab = fakeTab(await fakeAuthorizationServer(issuer));
const clock = { now: () => NOW * 1000, pageRequestedAt: () => NOW * 1000 };

/** Opens a page of the app, whose requests are answered by `fetch`. */
function open(url: string, fetch: Fetch, config: Partial<AuthConfig> = {}): EnvironmentInjector {
  const platform = { ...tab.platform, ...clock, fetch };
  return createEnvironmentInjector(
    [
      { provide: PlatformLocation, useValue: new FakePlatformLocation(url, {}) },
      { provide: AUTH_PLATFORM, useValue: platform },
      { provide: REQUEST_PLATFORM, useValue: platform },
      { provide: AUTH_STORAGE, useValue: () => tab.storage },
      provideAuth({ ...CONFIG, ...config }),
    ],
    TestBed.inject(EnvironmentInjector),
  );
}

/** A sign-in that waits for its answer, with all that the answer is judged by. */
export type SignIn = Awaited<ReturnType<typeof leave>>;

async function leave(options: Partial<AuthConfig> & { readonly issParameterSupported?: boolean } = {}) {
  const { issParameterSupported = false, ...asked } = options;
  const config = { ...asked, server: { ...SERVER, issParameterSupported } };
  tab.storage.clear();
  const page = open(APP, async () => new Response(null, { status: 404 }), config);
  await page.get(AuthService).login();
  page.destroy();
  const records = Object.entries(tab.storage) as [string, string][];
  const { nonce, exchange } = JSON.parse(records[0]?.[1] ?? '') as PendingSignIn;
  const { redirectUri = '', codeVerifier = '' } = exchange ?? {};
  const state = new URL(tab.redirect).searchParams.get('state') ?? '';
  return { ...reference, ...asked, config, records, state, nonce, redirectUri, codeVerifier, issParameterSupported };
}

/** Sign-ins at servers of two kinds, and two that ask how and when the person has authenticated. */
export const SIGN_INS = {
  plain: await leave(),
  wantsIss: await leave({ issParameterSupported: true }),
  asksForAge: await leave({ maxAgeSeconds: 300 }),
  asksForClass: await leave({ acrValues: 'mfa phr' }),
};

/** What the id_token of a refresh has to fit. */
export const REFRESH: Asked = { issuer, clientId, nonce: CLAIMS.nonce };

/** The session that is refreshed. */
const SESSION: StoredSession = {
  id: 'id',
  accessToken: 'the-access-token-before',
  idToken: 'the-id-token-before',
  claims: { ...CLAIMS, auth_time: AUTHENTICATED_AT },
  scope: 'openid',
  sessionState: null,
  receivedAt: NOW * 1000,
  expiresAt: (NOW + 300) * 1000,
  server: { issuer, ...SERVER },
  [REFRESH_TOKEN]: 'the-refresh-token',
};

/** A proper answer of the token endpoint. */
export const properTokens = ({ nonce }: Asked): TokenAnswer => ({
  status: 200,
  contentType: 'application/json',
  text: undefined,
  members: { access_token: 'access-token', token_type: 'Bearer', expires_in: 300, id_token: SIGNED },
  claims: { ...CLAIMS, nonce, acr: 'mfa', auth_time: AUTHENTICATED_AT },
  header: { alg: 'ES256', kid: signer.kid },
});

/** A proper answer to a sign-in. */
export const properAnswer = (signIn: SignIn): CodeAnswer => ({
  ...properTokens(signIn),
  response: Object.entries({ code: CODE, state: signIn.state, iss: issuer }),
});

/** A proper answer to a pushed request. */
export const PUSHED: JsonAnswer = {
  status: 201,
  contentType: 'application/json',
  text: undefined,
  members: { request_uri: 'urn:ietf:params:oauth:request_uri:1', expires_in: 60 },
};

const queryOf = ({ response }: CodeAnswer) => new URLSearchParams(response as [string, string][]);

/** How the library takes answers; `null` where it refuses one. */
export const library = {
  signIn: async ({ config, redirectUri, records }: SignIn, answer: CodeAnswer): Promise<Accepted | null> => {
    const tokens = await signed(answer, signer, queryOf(answer).get('code') ?? '');
    tab.storage.clear();
    for (const [key, text] of records) tab.storage.setItem(key, text);
    const page = open(`${redirectUri}?${queryOf(answer).toString()}`, async () => responseOf(tokens), config);
    const auth = page.get(AuthService);
    await auth.ready;
    const state = auth.state();
    page.destroy();
    if (state.status !== 'signed-in') return null;
    return { accessToken: state.session.accessToken, subject: state.session.claims?.sub };
  },

  refresh: async (answer: TokenAnswer): Promise<Accepted | null> => {
    const tokens = await signed(answer, signer);
    tab.storage.clear();
    const page = open(APP, async () => responseOf(tokens));
    const context = authContext(page);
    context.machine.send(signedIn(SESSION));
    const result = await refreshSession(context, SESSION);
    page.destroy();
    if (!result?.renewed) return null;
    const { accessToken, idToken, claims } = result.renewed;
    // Without a new id_token, the person is who they were.
    return { accessToken, subject: idToken === SESSION.idToken ? undefined : claims?.sub };
  },

  push: async (answer: JsonAnswer): Promise<string | null> => {
    const { authorizationEndpoint } = SERVER;
    const fetch = async () => responseOf(answer);
    try {
      const url = await pushRequest(authorizationEndpoint, { issuer, ...SERVER }, clientId, fetch);
      return new URL(url).searchParams.get('request_uri');
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      return null;
    }
  },
};

/** How oauth4webapi takes the same answers; `null` where it refuses one. */
export const oauth4webapi = {
  signIn: async (signIn: SignIn, answer: CodeAnswer): Promise<Accepted | null> => {
    const tokens = await signed(answer, signer, queryOf(answer).get('code') ?? '');
    return referenceSignIn(signIn, queryOf(answer), () => responseOf(tokens));
  },
  refresh: async (answer: TokenAnswer): Promise<Accepted | null> => {
    const tokens = await signed(answer, signer);
    return referenceRefresh(reference, () => responseOf(tokens));
  },
  push: async (answer: JsonAnswer): Promise<string | null> => referencePush(reference, responseOf(answer)),
};
