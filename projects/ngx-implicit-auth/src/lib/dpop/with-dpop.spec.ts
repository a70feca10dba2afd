import { HttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { withDpop, withSilentRenewal, withUserInfo } from 'ngx-implicit-auth';
import { decodeProtectedHeader, EmbeddedJWK, jwtVerify, type JWTPayload } from 'jose';
import { answered } from '../testing/answered-page';
import { arrived, BACKEND, send } from '../testing/backend';
import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames } from '../testing/renewal-frames';
import type { TestRequest } from '@angular/common/http/testing';

const API = 'https://api.example.com/timesheets';
const BOUND = { config: { responseType: 'code' }, features: [withDpop()], providers: BACKEND } as const;
let server: FakeAuthorizationServer;
let tab: Tab;

beforeEach(async () => {
  server = await fakeAuthorizationServer();
  server.tokenEndpoint.changes = { token_type: 'DPoP' };
  tab = fakeTab(server);
});

interface Proof {
  readonly header: ReturnType<typeof decodeProtectedHeader>;
  readonly claims: JWTPayload & Readonly<Record<string, unknown>>;
}

/** The proof, verified by the key in it. */
async function verified(proof: string | null): Promise<Proof> {
  const { payload } = await jwtVerify(proof ?? '', EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
  return { header: decodeProtectedHeader(proof ?? ''), claims: payload };
}

const signIn = (options: PageOptions = BOUND): Promise<Page> => tab.signIn(options);
const proofOf = ({ request }: TestRequest) => verified(request.headers.get('DPoP'));
const schemeOf = ({ request }: TestRequest) => request.headers.get('Authorization')?.split(' ')[0];
const nonceOf = async (request: TestRequest) => (await proofOf(request)).claims['nonce'];

/** What `ath` has to be. */
async function hashOf(accessToken: string | null): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken ?? ''));
  return Buffer.from(hash).toString('base64url');
}

/** Has the token endpoint want a nonce in each proof. */
function wantsNonce(nonce: string): void {
  server.tokenEndpoint.instead = async () => {
    const proof = server.tokenEndpoint.proofs.at(-1) ?? null;
    if ((await verified(proof)).claims['nonce'] === nonce) return null;
    return Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'DPoP-Nonce': nonce } });
  };
}

describe('withDpop(), at the authorization server', () => {
  it('R81 binds no code to a key that the browser does not keep for the page that gets it', async () => {
    // The browser of this test has no IndexedDB.
    const { auth } = await signIn();

    expect(new URL(tab.redirect).searchParams.has('dpop_jkt')).toBe(false);
    expect(auth.snapshot().status).toBe('signed-in');
  });

  it('R76 R77 proves the key for this one request, and tells its public part alone', async () => {
    await signIn();
    const { header, claims } = await verified(server.tokenEndpoint.proofs[0] ?? null);

    expect(header).toEqual({
      typ: 'dpop+jwt',
      alg: 'ES256',
      jwk: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
    });
    expect(claims).toEqual({
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      htm: 'POST',
      htu: `${server.issuer}/token`,
      iat: expect.any(Number),
    });
  });

  it('R78 sends the code once more when the server wants a nonce in the proof, and the nonce from then on', async () => {
    wantsNonce('nonce-1');
    const page = await signIn({ ...BOUND, features: [withDpop(), withSilentRenewal()] });
    const codes = server.tokenEndpoint.requests.map((form) => form.get('code'));

    expect(page.auth.snapshot().status).toBe('signed-in');
    expect(codes).toHaveLength(2);
    expect(codes[0]).toBe(codes[1]);
    const jtis = await Promise.all(
      server.tokenEndpoint.proofs.map(async (proof) => (await verified(proof)).claims.jti),
    );
    expect(new Set(jtis).size).toBe(2);

    await page.auth.renew();
    expect(server.tokenEndpoint.requests).toHaveLength(3);
  });

  it('R78 sends it no third time', async () => {
    let nonce = 0;
    server.tokenEndpoint.instead = () =>
      Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'DPoP-Nonce': `${++nonce}` } });
    await tab.open(APP, BOUND).auth.login();
    const { auth } = await answered(tab, await server.answer(tab.redirect), BOUND);

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'token_request_refused' } });
    expect(server.tokenEndpoint.requests).toHaveLength(2);
  });

  it.each(['DPoP', 'dpop', 'DPOP'])('R79 takes a token of the type %s', async (type) => {
    server.tokenEndpoint.changes = { token_type: type };

    expect((await signIn()).auth.snapshot().status).toBe('signed-in');
  });

  it('R79 refuses a Bearer token, unless the app accepts it', async () => {
    server.tokenEndpoint.changes = { token_type: 'Bearer' };
    const refused = await signIn();
    expect(refused.auth.state()).toMatchObject({ status: 'failed', error: { code: 'token_type_unsupported' } });

    tab = fakeTab(server);
    const { auth } = await signIn({ ...BOUND, features: [withDpop({ acceptBearer: true })] });
    expect(auth.snapshot().status).toBe('signed-in');
    void send(API);
    expect(schemeOf(await arrived())).toBe('Bearer');
  });

  it('R77 shows userinfo the token with a proof that names it', async () => {
    const seen: Headers[] = [];
    tab.platform.fetch = (url, init) => {
      if (url.endsWith('/me')) seen.push(new Headers(init.headers));
      return server.fetch(url, init);
    };
    await signIn({ ...BOUND, features: [withDpop(), withUserInfo()] });
    const [scheme, accessToken = ''] = seen[0]?.get('authorization')?.split(' ') ?? [];

    expect(scheme).toBe('DPoP');
    expect((await verified(seen[0]?.get('DPoP') ?? null)).claims).toMatchObject({
      htm: 'GET',
      htu: `${server.issuer}/me`,
      ath: await hashOf(accessToken),
    });
  });

  it.each<[string, PageOptions['source']]>([
    ['an object', (config) => config],
    ['a function', (config) => () => config],
    ['a promise', (config) => Promise.resolve(config)],
  ])('leaves the implicit grant as it is, and says so in dev mode, configured by %s', async (_, source) => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await signIn({ source, features: [withDpop()], providers: BACKEND });
    void send(API);
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining("Write responseType: 'code', or leave withDpop() out."),
    );
    warned.mockRestore();

    expect(schemeOf(await arrived())).toBe('Bearer');
    expect(new URL(tab.redirect).searchParams.has('dpop_jkt')).toBe(false);
  });
});

describe('withDpop(), at a resource server', () => {
  it('R77 R79 sends the token with a proof for this method, URL and token', async () => {
    const page = await signIn();
    TestBed.inject(HttpClient).post(`${API}/entries?week=7#top`, { hours: 8 }).subscribe();
    const request = await arrived();

    expect(request.request.headers.get('Authorization')).toBe(`DPoP ${page.auth.accessToken()}`);
    expect((await proofOf(request)).claims).toMatchObject({
      htm: 'POST',
      htu: `${API}/entries`,
      ath: await hashOf(page.auth.accessToken()),
    });
  });

  it('A34 makes a proof anew for each request', async () => {
    await signIn();
    void send(API);
    const first = await proofOf(await arrived());
    void send(API);
    const second = await proofOf(await arrived());

    expect(first.claims.jti).not.toBe(second.claims.jti);
  });

  it('R78 A36 sends a request once more with the nonce of the API, which no other server gets', async () => {
    wantsNonce('of-the-authorization-server');
    await signIn();
    server.tokenEndpoint.instead = null;
    const body = { hours: 8 };
    TestBed.inject(HttpClient).post(API, body).subscribe();
    const first = await arrived();
    expect(await nonceOf(first)).toBeUndefined();
    first.flush(null, {
      status: 401,
      statusText: 'Unauthorized',
      headers: { 'DPoP-Nonce': 'of-the-api', 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' },
    });
    const second = await arrived();

    expect(await nonceOf(second)).toBe('of-the-api');
    expect(second.request.body).toEqual(body);
    second.flush([], { headers: { 'DPoP-Nonce': 'the-next' } });
    void send(API);
    expect(await nonceOf(await arrived())).toBe('the-next');
  });

  it('R78 sends it no third time, and once where the API says something else', async () => {
    await signIn();
    const refuse = (request: TestRequest, nonce: string, error: string) => {
      request.flush(null, {
        status: 401,
        statusText: 'Unauthorized',
        headers: { 'DPoP-Nonce': nonce, 'WWW-Authenticate': `DPoP error="${error}"` },
      });
    };
    const twice = send(API);
    refuse(await arrived(), 'one', 'use_dpop_nonce');
    refuse(await arrived(), 'two', 'use_dpop_nonce');
    await expect(twice).resolves.toMatchObject({ status: 401 });

    const once = send(API);
    refuse(await arrived(), 'three', 'insufficient_scope');
    await expect(once).resolves.toMatchObject({ status: 401 });
  });

  it('A35 renews a session whose key is gone by a frame, and does not send its token', async () => {
    const renewed = { ...BOUND, features: [withDpop(), withSilentRenewal()] };
    const frames = renewalFrames(tab, server);
    const before = sessionIn(await signIn(renewed));
    // The browser of this test has no IndexedDB: with the page, the key is gone.
    const page = tab.open(APP, renewed);
    void send(API);
    const request = await arrived();

    expect(frames.urls).toHaveLength(1);
    expect(server.tokenEndpoint.requests.map((form) => form.get('grant_type'))).not.toContain('refresh_token');
    expect(request.request.headers.get('Authorization')).toBe(`DPoP ${page.auth.accessToken()}`);
    expect(page.auth.accessToken()).not.toBe(before.accessToken);
  });
});
