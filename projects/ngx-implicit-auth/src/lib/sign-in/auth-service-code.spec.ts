import { ALICE, fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { answered } from '../testing/answered-page';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { pendingKeys, sessionKeys } from '../testing/stored-records';

let server: FakeAuthorizationServer;
let tab: Tab;
const config = { responseType: 'code' } as const;
const CALLBACK = `${APP}auth/callback`;

beforeEach(async () => {
  server = await fakeAuthorizationServer();
  tab = fakeTab(server);
});

const request = () => new URL(tab.redirect).searchParams;

/** Leaves for the server, and returns the URL. */
async function leftWith(other: Tab): Promise<string> {
  await other.open(APP, { config }).auth.login();
  return other.redirect;
}

const leave = () => leftWith(tab);

/** Opens the page at the server's answer. */
const comeBack = (url: string): Promise<Page> => answered(tab, url, { config });

/** Signs in, with an answer of the token endpoint's that is changed. */
async function redeemedWith(changes: Readonly<Record<string, unknown>>): Promise<Page> {
  server.tokenEndpoint.changes = changes;
  await leave();
  return comeBack(await server.answer(tab.redirect));
}

function expectNothingKept({ auth, location }: Page): void {
  expect(auth.accessToken()).toBeNull();
  expect(sessionKeys(tab)).toEqual([]);
  expect(pendingKeys(tab)).toEqual([]);
  expect(location.href).not.toMatch(/code=|state=/);
}

describe("AuthService with responseType: 'code'", () => {
  it('R63 R64 sends a fresh S256 challenge, and keeps its verifier in the pending record alone', async () => {
    const first = new URL(await leftWith(fakeTab(server))).searchParams.get('code_challenge');
    await leave();

    expect(Object.fromEntries(request())).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
    expect(request().get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(request().get('code_challenge')).not.toBe(first);
    expect(request().has('response_mode')).toBe(false);
    const [record = ''] = pendingKeys(tab).slice(-1);
    expect(tab.storage.getItem(record)).toMatch(/"codeVerifier":"[\w-]{43}"/);
  });

  it('R65 R66 redeems the code by one request, and nothing else, at the callback', async () => {
    await leave();
    const url = await server.answer(tab.redirect);
    const before = server.requests.length;
    const { auth, location } = await comeBack(url);

    expect(location.href).toBe(CALLBACK);
    expect(auth.snapshot()).toMatchObject({ status: 'signed-in', session: { claims: ALICE } });
    expect(server.requests.slice(before)).toEqual([`${server.issuer}/token`]);
    const [form] = server.tokenEndpoint.requests;
    expect([...(form ?? [])].map(([name]) => name).sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ]);
  });

  it('R70 follows no redirect with the code, and sends no cookies', async () => {
    await leave();
    const url = await server.answer(tab.redirect);
    const sent: RequestInit[] = [];
    tab.platform.fetch = (to, init) => {
      sent.push(init);
      return server.fetch(to, init);
    };
    await comeBack(url);

    expect(sent).toEqual([expect.objectContaining({ method: 'POST', redirect: 'error', credentials: 'omit' })]);
  });

  it('A30 R63 sends the challenge by S256, and the verifier, whatever the server says that it supports', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    server.metadata['code_challenge_methods_supported'] = ['plain'];
    await leave();
    await comeBack(await server.answer(tab.redirect));

    expect(request().get('code_challenge_method')).toBe('S256');
    expect(server.tokenEndpoint.requests[0]?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(warned.mock.calls.flat()).toEqual([expect.stringContaining('does not list S256')]);
  });

  it('A32 R17 redeems no code that another server has sent, and each at the server that was asked', async () => {
    await leave();
    const iss = 'https://evil.test';
    const mixedUp = await comeBack(await server.answer(tab.redirect, { parameters: { iss } }));

    expect(mixedUp.auth.state()).toMatchObject({ status: 'failed', error: { code: 'response_issuer_mismatch' } });
    expect(server.tokenEndpoint.requests).toEqual([]);

    await leave();
    server.metadata['token_endpoint'] = 'https://evil.test/token';
    await comeBack(await server.answer(tab.redirect));
    expect(server.requests.at(-1)).toBe(`${server.issuer}/token`);
  });

  it('takes the answer out of the fragment where the app wants it there', async () => {
    const inFragment = { config: { ...config, responseMode: 'fragment' } } as const;
    await tab.open(APP, inFragment).auth.login();
    const url = await server.answer(tab.redirect);
    const { auth, location } = await answered(tab, url, inFragment);

    expect(url).toContain('#code=');
    expect(location.href).toBe(CALLBACK);
    expect(auth.snapshot().status).toBe('signed-in');
  });

  it('R31 A29 refuses the id_token of another request', async () => {
    await leave();
    const page = await comeBack(await server.answer(tab.redirect, { claims: { nonce: 'another' } }));

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'id_token_nonce_mismatch' } });
    expectNothingKept(page);
  });

  it("A29 has no use for a code of another person's request", async () => {
    const theirs = await server.answer(await leftWith(fakeTab(server)));
    const stolen = new URL(theirs).searchParams.get('code') ?? '';
    await leave();
    const page = await comeBack(await server.answer(tab.redirect, { parameters: { code: stolen } }));

    expect(page.auth.state()).toMatchObject({
      status: 'failed',
      error: { code: 'token_request_refused', server: { error: 'invalid_grant', description: 'No <b>way</b>' } },
    });
    expectNothingKept(page);
  });

  it('A29 A30 refuses a stolen code by its nonce where the server ignores PKCE', async () => {
    const victim = fakeTab(server);
    const theirs = await server.answer(await leftWith(victim));
    const stolen = new URL(theirs).searchParams.get('code') ?? '';
    const record = victim.storage.getItem(pendingKeys(victim)[0] ?? '') ?? '';
    const { exchange } = JSON.parse(record) as { readonly exchange: { readonly codeVerifier: string } };
    // Such a server redeems a code for whoever has it.
    server.tokenEndpoint.instead = (form) => {
      form.set('code_verifier', exchange.codeVerifier);
      return null;
    };
    await leave();
    const page = await comeBack(await server.answer(tab.redirect, { parameters: { code: stolen } }));

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'id_token_nonce_mismatch' } });
    expectNothingKept(page);
  });

  it('R66 A31 sends a code once: the record is gone before', async () => {
    await leave();
    const url = await server.answer(tab.redirect);
    let reloaded: Promise<Page> | undefined;
    server.tokenEndpoint.instead = () => {
      server.tokenEndpoint.instead = null;
      reloaded = comeBack(url);
      return new Response(null, { status: 503 });
    };
    await comeBack(url);
    await reloaded;

    expect(server.tokenEndpoint.requests).toHaveLength(1);
  });

  it.each([
    [{ access_token: undefined }, 'token_missing'],
    [{ access_token: 5 }, 'token_missing'],
    [{ id_token: undefined }, 'token_missing'],
    [{ token_type: undefined }, 'token_type_unsupported'],
    [{ token_type: 'mac' }, 'token_type_unsupported'],
    [{ expires_in: -1 }, 'expires_in_invalid'],
    [{ expires_in: 'soon' }, 'expires_in_invalid'],
    [{ expires_in: true }, 'expires_in_invalid'],
    [{ expires_in: [300] }, 'expires_in_invalid'],
    [{ expires_in: 0 }, 'access_token_expired'],
    [{ access_token: 'a b' }, 'response_malformed'],
    [{ id_token: 'a.b.c' }, 'id_token_malformed'],
  ])('R67 refuses the token response with %j', async (changes, code) => {
    const page = await redeemedWith(changes);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError', code } });
    expectNothingKept(page);
  });

  it.each([
    [{ expires_in: '300' }, 300],
    [{ expires_in: 300 }, 300],
    // As some servers write out that there is none.
    [{ expires_in: null }, 3600],
  ])('R67 R24 reads %j as %s seconds', async (changes, seconds) => {
    const { auth } = await redeemedWith(changes);
    const { receivedAt = 0, expiresAt } = auth.session() ?? {};

    expect(expiresAt).toBe(receivedAt + seconds * 1000);
  });

  it.each([
    [() => Response.json({ error: 'invalid_grant' }, { status: 400 }), 'token_request_refused'],
    [() => new Response(null, { status: 400 }), 'token_request_refused'],
    [() => Response.json({ error: 'invalid_code' }, { status: 403 }), 'token_request_refused'],
    [() => Response.json({ error: 'invalid_client' }, { status: 401 }), 'token_request_refused'],
    [() => new Response(null, { status: 503 }), 'server_answer_invalid'],
    [() => new Response('<html>', { status: 200 }), 'server_answer_invalid'],
    [() => Response.json(['access_token'], { status: 200 }), 'server_answer_invalid'],
    [() => Response.json(null, { status: 200 }), 'server_answer_invalid'],
    [() => new Response('x'.repeat(2 ** 20 + 1), { status: 200 }), 'server_answer_invalid'],
    // The server is there: a GET is answered.
    [() => Promise.reject(new TypeError('Failed to fetch')), 'cors_blocked'],
  ] as const)('R68 tells by a code of its own what became of the exchange (%#)', async (instead, code) => {
    server.tokenEndpoint.instead = instead;
    await leave();
    const page = await comeBack(await server.answer(tab.redirect));

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError', code } });
    expectNothingKept(page);
    expect(server.tokenEndpoint.requests).toHaveLength(1);
  });

  it('R68 tells a server that is down', async () => {
    await leave();
    const url = await server.answer(tab.redirect);
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const page = await comeBack(url);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'server_unreachable' } });
    expectNothingKept(page);
  });

  it('R69 takes an id_token without at_hash, and none with a wrong one', async () => {
    await leave();
    const without = await comeBack(await server.answer(tab.redirect, { claims: { at_hash: undefined } }));
    expect(without.auth.snapshot().status).toBe('signed-in');

    await leave();
    const wrong = await comeBack(await server.answer(tab.redirect, { claims: { at_hash: 'wrong' } }));
    expect(wrong.events).toContainEqual(
      expect.objectContaining({ type: 'sign-in-failed', error: expect.objectContaining({ code: 'at_hash_mismatch' }) }),
    );
  });

  it('R69 refuses an id_token that vouches for another code', async () => {
    await leave();
    const page = await comeBack(await server.answer(tab.redirect, { claims: { c_hash: 'wrong' } }));

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'c_hash_mismatch' } });
    expectNothingKept(page);
  });

  it.each(['access_token=a&token_type=Bearer', 'id_token=a.b.c'])('refuses %s in place of a code', async (tokens) => {
    await leave();
    const state = request().get('state') ?? '';
    const page = await comeBack(`${CALLBACK}#${tokens}&state=${state}`);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError' } });
    expect(page.auth.accessToken()).toBeNull();
    expect(server.tokenEndpoint.requests).toEqual([]);
  });

  it("R65 leaves the app's own code and state alone", async () => {
    await leave();
    const { auth, location } = await comeBack(`${APP}shop?code=SUMMER&state=open`);

    expect(location.href).toBe(`${APP}shop?code=SUMMER&state=open`);
    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('signs in without openid by the access token alone', async () => {
    const plain = { config: { ...config, scope: 'read:timesheets' } };
    const { auth } = await tab.signIn(plain);

    expect(auth.snapshot()).toMatchObject({ status: 'signed-in', session: { claims: null, idToken: null } });
    expect(request().has('nonce')).toBe(true);
  });

  it('R75 keeps the refresh token for itself: neither state nor events tell it', async () => {
    const page = await tab.signIn({ config });
    const told = JSON.stringify([page.auth.snapshot(), page.events]);

    expect(page.auth.snapshot().status).toBe('signed-in');
    expect(told).not.toContain('refresh-token-');
    expect(() => structuredClone(page.auth.session())).not.toThrow();
    expect(JSON.stringify(structuredClone(page.auth.session()))).not.toContain('refresh-token-');
  });

  it('says before the redirect that a server has no token endpoint', async () => {
    server.metadata['token_endpoint'] = undefined;

    await expect(leave()).rejects.toMatchObject({ code: 'metadata_invalid' });
    expect(tab.redirects).toEqual([]);
  });
});
