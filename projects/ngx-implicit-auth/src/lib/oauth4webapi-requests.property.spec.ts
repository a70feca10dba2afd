import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { PlatformLocation } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose';
import { provideAuth, type AuthConfig } from 'ngx-implicit-auth';
import { URL, URLSearchParams } from 'node:url';
import * as oauth from 'oauth4webapi';
import { authContext } from './authorization/auth-context';
import { prepareRequest, type RequestChanges } from './authorization/prepare-request';
import { REQUEST_PLATFORM } from './authorization/request-platform';
import { dpopKey, type DpopKey } from './dpop/dpop-key';
import { dpopProof, type ProvenRequest } from './dpop/dpop-proof';
import { sha256 } from './protocol/base64url';
import { revokeToken } from './protocol/revocation-request';
import { refreshSession } from './renewal/refresh-part';
import { AUTH_PLATFORM } from './session/auth-platform';
import { signedIn } from './session/session-input';
import { REFRESH_TOKEN, type StoredSession } from './session/session-store';
import { resolveSettings } from './settings/auth-settings';
import { requestSettings } from './settings/request-settings';
import { arrivingRequest, sorted, type ArrivingRequest } from './testing/arriving-request';
import { ANY_TEXT, CASES } from './testing/cases';
import { fakeAuthorizationServer } from './testing/fake-authorization-server';
import { FakePlatformLocation } from './testing/fake-platform-location';
import { APP, fakeTab } from './testing/fake-tab';
import { redeemCode } from './token-endpoint/redeem-code';

// jsdom's own are no parameters and no bodies to what comes from Node.
Object.assign(globalThis, { URL, URLSearchParams });

const server = await fakeAuthorizationServer();
const { platform } = fakeTab(server);

const SERVER = {
  issuer: server.issuer,
  authorizationEndpoint: `${server.issuer}/authorize`,
  tokenEndpoint: `${server.issuer}/token`,
  pushedAuthorizationRequestEndpoint: `${server.issuer}/push`,
  revocationEndpoint: `${server.issuer}/revoke`,
  jwks: { keys: [] },
};

/** What oauth4webapi is told of the same server. */
const AS: oauth.AuthorizationServer = {
  issuer: SERVER.issuer,
  token_endpoint: SERVER.tokenEndpoint,
  pushed_authorization_request_endpoint: SERVER.pushedAuthorizationRequestEndpoint,
  revocation_endpoint: SERVER.revocationEndpoint,
};

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const TEXT = ANY_TEXT.filter((text) => text !== '');
const UNRESERVED = fc.string({
  unit: fc.constantFrom(...Array.from('ABCDEFXYZabcdefxyz0123456789-._~')),
  minLength: 43,
  maxLength: 128,
  size: 'max',
});
const SCOPE = fc
  .uniqueArray(fc.constantFrom('profile', 'email', 'read:timesheets', 'https://api.example.com/.default', "a!#'%+"))
  .map((words) => ['openid', ...words].join(' '));
const PARAMETERS = fc.dictionary(
  fc.constantFrom('resource', 'audience', 'ui_locales', 'display', 'claims', 'x y&z'),
  TEXT.filter((text) => !/"(acr|auth_time)"/.test(text)),
);
const CONFIG = fc.record({
  clientId: TEXT,
  redirectUri: fc.constantFrom('auth/callback', '', 'auth/callback?tenant=a%20b&x=1', 'zurück/ä'),
  scope: SCOPE,
  responseMode: some(fc.constantFrom('query' as const, 'fragment' as const)),
  parameters: PARAMETERS,
  prompt: some(fc.constantFrom('login' as const, 'consent select_account' as const)),
  maxAgeSeconds: some(fc.nat(100_000)),
  acrValues: some(fc.constantFrom('mfa', 'urn:mace:silver urn:mace:bronze')),
  loginHint: some(TEXT),
  endpoint: fc.constantFrom('/authorize', '/authorize?p=b2c_1', '/authorize?a=1&b=%20+'),
});
type Generated = Omit<AuthConfig, 'issuer'> & { readonly endpoint: string };
/** What one request has beside. */
const CHANGES = fc.record({
  prompt: some(fc.constantFrom('none' as const, 'login' as const)),
  idTokenHint: some(fc.constant('eyJ.eyJ.c2ln')),
  dpopThumbprint: some(UNRESERVED),
});

/** Prepares an authorization request as a sign-in does. */
function prepared(
  { endpoint, ...config }: Generated,
  changes: RequestChanges,
  pushAuthorizationRequests = false,
  fetch = platform.fetch,
) {
  const asked = { ...SERVER, authorizationEndpoint: server.issuer + endpoint };
  const byCode = { issuer: server.issuer, responseType: 'code', server: asked, pushAuthorizationRequests } as const;
  const settings = requestSettings(resolveSettings({ ...config, ...byCode }, APP));
  return prepareRequest(settings, { ...platform, fetch }, changes);
}

/** The parameters of the same authorization request, written one by one as users of oauth4webapi do. */
function parametersByHand(
  { clientId, redirectUri = '', scope = '', responseMode, parameters, ...config }: Generated,
  { prompt = config.prompt, idTokenHint, dpopThumbprint }: RequestChanges,
  made: Readonly<Record<'state' | 'nonce' | 'code_challenge', string | undefined>>,
): URLSearchParams {
  const given = {
    ...made,
    client_id: clientId,
    redirect_uri: new URL(redirectUri, APP).href,
    response_type: 'code',
    scope,
    code_challenge_method: 'S256',
    response_mode: responseMode,
    prompt,
    // Who is shown no page can neither authenticate again nor be somebody else.
    ...(prompt !== 'none' && { max_age: config.maxAgeSeconds, login_hint: config.loginHint }),
    acr_values: config.acrValues,
    id_token_hint: idTokenHint,
    dpop_jkt: dpopThumbprint,
    ...parameters,
  };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return new URLSearchParams(Object.fromEntries(present.map(([name, value]) => [name, String(value)])));
}

/** Compares two requests by all that a server may look at. */
function expectSame(ours: ArrivingRequest, theirs: ArrivingRequest, headers: readonly string[]): void {
  const seen = ({ headers: sent, ...request }: ArrivingRequest) => ({
    ...request,
    headers: headers.map((name) => sent.get(name)),
  });
  expect(seen(ours)).toEqual(seen(theirs));
  expect(ours.followsRedirects).toBe(false);
  expect(ours.headers.has('authorization') || ours.headers.has('cookie')).toBe(false);
}

const TOKEN = fc.string({ minLength: 1, unit: fc.constantFrom(...Array.from('AZaz09-._~+/=')) });
const URLS = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['https'] }),
  fc.constantFrom('HTTPS://API.example.com:443/a/../b?c#d', 'https://api.example.com', 'https://api.example.com/ä b'),
);
/** With an access token at an API, without one at the token endpoint. */
const PROVEN_REQUESTS = fc.oneof(
  fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
    url: URLS.map((url) => new URL(url)),
    accessToken: TOKEN,
    nonce: some(TOKEN),
  }),
  fc.record({ method: fc.constant('POST'), url: URLS.map((url) => new URL(url)), nonce: some(TOKEN) }),
);

async function keyPairOf({ privateKey, header }: DpopKey): Promise<CryptoKeyPair> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { jwk = {} } = decodeProtectedHeader(`${header}..`);
  return { privateKey, publicKey: await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']) };
}

/** The proof that oauth4webapi sends with a request, once the server has given it the nonce. */
async function proofByOauth4webapi(
  keyPair: CryptoKeyPair,
  { method, url, accessToken, nonce }: ProvenRequest,
): Promise<string> {
  let proof = '';
  const options = {
    DPoP: oauth.DPoP({}, keyPair),
    [oauth.customFetch]: async (_: string, { headers }: { readonly headers: Readonly<Record<string, string>> }) => {
      proof = headers['dpop'] ?? '';
      return new Response(null, { headers: nonce === undefined ? {} : { 'DPoP-Nonce': nonce } });
    },
  };
  const send = () =>
    accessToken === undefined
      ? oauth.refreshTokenGrantRequest(
          { ...AS, token_endpoint: url.href },
          { client_id: 'a' },
          oauth.None(),
          'a',
          options,
        )
      : oauth.protectedResourceRequest(accessToken, method, url, undefined, undefined, options);
  await send();
  await send();
  return proof;
}

describe('what the library sends, beside what oauth4webapi sends', () => {
  it('R63 R64 is the same challenge for a code verifier', async () => {
    await fc.assert(
      fc.asyncProperty(UNRESERVED, async (verifier) => {
        expect(await sha256(verifier)).toBe(await oauth.calculatePKCECodeChallenge(verifier));
      }),
      CASES,
    );
  });

  it('R1 R5 R6 R8 R9 R63 is the same authorization request', async () => {
    await fc.assert(
      fc.asyncProperty(CONFIG, CHANGES, async (config, changes) => {
        const { url, state, pending } = await prepared(config, changes);
        const { nonce, exchange } = pending;
        const code_challenge = await oauth.calculatePKCECodeChallenge(exchange?.codeVerifier ?? '');
        const { searchParams, origin, pathname } = new URL(url);
        const expected = new URL(server.issuer + config.endpoint);
        for (const [name, value] of parametersByHand(config, changes, { state, nonce, code_challenge }))
          expected.searchParams.set(name, value);

        expect(origin + pathname).toBe(expected.origin + expected.pathname);
        expect(sorted(searchParams)).toEqual(sorted(expected.searchParams));
      }),
      CASES,
    );
  });

  it('R70 R82 is the same pushed authorization request', async () => {
    await fc.assert(
      fc.asyncProperty(CONFIG, CHANGES, async (config, changes) => {
        // What the endpoint's own query says goes there, and is not pushed.
        const endpoint = '/authorize';
        const ours = await arrivingRequest((fetch) => prepared({ ...config, endpoint }, changes, true, fetch));
        const { state, nonce, code_challenge } = Object.fromEntries(ours.form);
        // They are made anew for each request; the challenge has a property of its own.
        for (const made of [state, nonce, code_challenge]) expect(made).toMatch(/^[\w-]{43}$/);
        const parameters = parametersByHand(config, changes, { state, nonce, code_challenge });
        const theirs = await arrivingRequest((fetch) =>
          oauth.pushedAuthorizationRequest(AS, { client_id: config.clientId }, oauth.None(), parameters, {
            [oauth.customFetch]: fetch,
          }),
        );

        expectSame(ours, theirs, ['content-type', 'accept']);
      }),
      CASES,
    );
  });

  it('R65 R66 R70 is the same token request for a code', async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, TEXT, TEXT, UNRESERVED, async (code, clientId, redirectUri, codeVerifier) => {
        const pending = { server: SERVER, exchange: { codeVerifier, redirectUri } };
        const ours = await arrivingRequest((fetch) => redeemCode(code, pending, clientId, fetch));
        const client = { client_id: clientId };
        const response = oauth.validateAuthResponse(AS, client, new URLSearchParams({ code, state: 's' }), 's');
        const theirs = await arrivingRequest((fetch) =>
          oauth.authorizationCodeGrantRequest(AS, client, oauth.None(), response, redirectUri, codeVerifier, {
            [oauth.customFetch]: fetch,
          }),
        );

        expectSame(ours, theirs, ['content-type', 'accept']);
      }),
      CASES,
    );
  });

  it('R70 R71 is the same refresh request', async () => {
    const open = (clientId: string) =>
      createEnvironmentInjector(
        [
          { provide: PlatformLocation, useValue: new FakePlatformLocation(APP, {}) },
          { provide: AUTH_PLATFORM, useValue: platform },
          { provide: REQUEST_PLATFORM, useValue: platform },
          provideAuth({ issuer: server.issuer, clientId, responseType: 'code', server: SERVER }),
        ],
        TestBed.inject(EnvironmentInjector),
      );
    await fc.assert(
      fc.asyncProperty(TEXT, TEXT, async (clientId, refreshToken) => {
        const page = open(clientId);
        const session = { server: SERVER, [REFRESH_TOKEN]: refreshToken } as unknown as StoredSession;
        const context = authContext(page);
        context.machine.send(signedIn(session));
        const ours = await arrivingRequest((fetch) =>
          refreshSession({ ...context, platform: { ...platform, fetch } }, session),
        );
        page.destroy();
        platform.tabStorage().removeItem(`ngx-implicit-auth ${server.issuer} ${clientId} sent-refresh-tokens`);
        const theirs = await arrivingRequest((fetch) =>
          oauth.refreshTokenGrantRequest(AS, { client_id: clientId }, oauth.None(), refreshToken, {
            [oauth.customFetch]: fetch,
          }),
        );

        expectSame(ours, theirs, ['content-type', 'accept']);
      }),
      CASES,
    );
  });

  it('R70 R75 is the same revocation request', async () => {
    const types = fc.constantFrom('access_token' as const, 'refresh_token' as const);
    await fc.assert(
      fc.asyncProperty(TEXT, TEXT, types, async (clientId, token, type) => {
        const ours = await arrivingRequest((fetch) =>
          revokeToken(SERVER.revocationEndpoint, { clientId, token, type }, fetch),
        );
        const theirs = await arrivingRequest((fetch) =>
          oauth.revocationRequest(AS, { client_id: clientId }, oauth.None(), token, {
            additionalParameters: { token_type_hint: type },
            [oauth.customFetch]: fetch,
          }),
        );

        expectSame(ours, theirs, ['content-type']);
      }),
      CASES,
    );
  });

  it('R76 R77 R78 A34 is the same proof of a key, but for its jti and signature', async () => {
    const now = 1_800_000_000_000;
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const key = await dpopKey('a key');
    const keyPair = await keyPairOf(key);
    const jtis = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(PROVEN_REQUESTS, async (proven) => {
        const ours = await dpopProof(key, proven, now);
        const theirs = await proofByOauth4webapi(keyPair, proven);
        const { jti, ...claims } = decodeJwt(ours);

        expect(decodeProtectedHeader(ours)).toEqual(decodeProtectedHeader(theirs));
        expect({ ...claims, jti: '' }).toEqual({ ...decodeJwt(theirs), jti: '' });
        await jwtVerify(ours, EmbeddedJWK, { currentDate: new Date(now) });
        expect(jtis.has(jti)).toBe(false);
        jtis.add(jti);
      }),
      CASES,
    );
  });

  it('R81 is the same hash of a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constant('a key'), async (name) => {
        const key = await dpopKey(name);

        expect(key.thumbprint).toBe(await oauth.DPoP({}, await keyPairOf(key)).calculateThumbprint());
      }),
      CASES,
    );
  });
});
