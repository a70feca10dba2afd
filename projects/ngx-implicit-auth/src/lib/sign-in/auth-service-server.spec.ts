import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, configFor, fakeTab, type Page, type Tab } from '../testing/fake-tab';

let server: FakeAuthorizationServer;
let tab: Tab;

beforeEach(async () => {
  server = await fakeAuthorizationServer();
  tab = fakeTab(server);
});

async function comeBack(url: string, from = tab): Promise<Page> {
  const page = from.open(url);
  await page.auth.ready;
  return page;
}

const paths = () => server.requests.map((url) => url.replace(server.issuer, ''));

describe('what is asked of the server', () => {
  it('is nothing before somebody signs in', async () => {
    const { auth } = tab.open();
    await auth.ready;

    expect(paths()).toEqual([]);
  });

  it('is its metadata and keys when a sign-in starts, and nothing at the callback', async () => {
    const { auth } = await tab.signIn();

    expect(auth.isAuthenticated()).toBe(true);
    expect(paths()).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('is no key when only a token is wanted', async () => {
    await tab.signIn({ config: { responseType: 'token', scope: 'read:timesheets' } });

    expect(paths()).toEqual(['/.well-known/openid-configuration']);
  });

  it('is nothing at all when its endpoints and keys are configured by hand', async () => {
    const keys = await (await server.fetch(`${server.issuer}/keys`, {})).json();
    server.requests.length = 0;
    const { auth } = await tab.signIn({
      config: { server: { authorizationEndpoint: `${server.issuer}/authorize`, jwks: keys } },
    });

    expect(auth.isAuthenticated()).toBe(true);
    expect(paths()).toEqual([]);
  });

  it('R40 is its keys once more when the id_token names an unknown one', async () => {
    await tab.open().auth.login();
    await server.rotateKeys();
    server.requests.length = 0;
    const { auth } = await comeBack(await server.answer(tab.redirect));

    expect(auth.isAuthenticated()).toBe(true);
    expect(paths()).toEqual(['/keys']);
  });

  it('R40 A12 is its keys once only when that key stays unknown', async () => {
    await tab.open().auth.login();
    const published = await (await server.fetch(`${server.issuer}/keys`, {})).text();
    await server.rotateKeys();
    server.requests.length = 0;
    tab.platform.fetch = async (url) => {
      server.requests.push(url);
      return new Response(published);
    };
    const { auth } = await comeBack(await server.answer(tab.redirect));

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'signing_key_unknown' } });
    expect(paths()).toEqual(['/keys']);
  });

  it.each([
    ['its state is unknown', { parameters: { state: 'made-up' } }],
    ['its nonce is wrong', { claims: { nonce: 'other' } }],
    ['its issuer is wrong', { claims: { iss: 'https://evil.test' } }],
    ['its audience is wrong', { claims: { aud: 'other' } }],
  ])('A12 is no key for a response when %s', async (_, answer) => {
    await tab.open().auth.login();
    await server.rotateKeys();
    server.requests.length = 0;
    const { auth } = await comeBack(await server.answer(tab.redirect, answer));

    expect(auth.state().status).toBe('failed');
    expect(paths()).toEqual([]);
  });
});

describe('two servers', () => {
  let otherServer: FakeAuthorizationServer;
  let otherTab: Tab;

  beforeEach(async () => {
    otherServer = await fakeAuthorizationServer('https://other.example.com');
    otherTab = fakeTab(otherServer);
    // One tab, in which the app talks to one server or the other.
    otherTab.platform.tabStorage = () => tab.storage;
  });

  it('A3 do not get each other’s responses accepted', async () => {
    await tab.open().auth.login();
    await otherTab.open().auth.login();
    const crossed = await comeBack(await otherServer.answer(otherTab.redirect), tab);

    expect(crossed.auth.state()).toMatchObject({ status: 'failed', error: { code: 'state_unknown' } });
  });

  it('A3 an id_token of the one is refused in a sign-in at the other, though its nonce fits', async () => {
    await tab.open().auth.login();
    const { auth } = await comeBack(await otherServer.answer(tab.redirect));

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'id_token_issuer_mismatch' } });
  });

  it('A3 keep a session each, under keys of their own', async () => {
    await tab.signIn();
    const { auth } = otherTab.open();

    expect(configFor(otherServer).clientId).toBe(configFor(server).clientId);
    expect(auth.isAuthenticated()).toBe(false);
  });
});

describe('a server whose answers cannot be used', () => {
  it.each([
    ['R60 metadata of another issuer', { issuer: 'https://evil.test' }, 'metadata_issuer_mismatch'],
    ['R61 an insecure endpoint', { authorization_endpoint: 'http://id.example.com/authorize' }, 'metadata_invalid'],
    ['R61 an insecure key set', { jwks_uri: 'http://id.example.com/keys' }, 'metadata_invalid'],
    ['a key set that is not there', { jwks_uri: 'https://id.example.com/nowhere' }, 'server_answer_invalid'],
  ])('%s keeps the sign-in from starting', async (_, metadata, code) => {
    Object.assign(server.metadata, metadata);
    const { auth, events } = tab.open();

    await expect(auth.login({ returnTo: '/reports' })).rejects.toMatchObject({ name: 'AuthError', code });
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code }, returnTo: '/reports' });
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed', error: { code }, returnTo: '/reports' });
    expect(tab.redirects).toEqual([]);
    expect(Object.keys(tab.storage).filter((key) => key.includes(' sign-in '))).toEqual([]);
  });

  it('R61 is asked again at the next try', async () => {
    server.metadata['issuer'] = 'https://evil.test';
    const { auth } = tab.open();
    await expect(auth.login()).rejects.toMatchObject({ code: 'metadata_issuer_mismatch' });
    server.metadata['issuer'] = server.issuer;
    await auth.login();

    expect(tab.redirect).toContain(`${server.issuer}/authorize?`);
  });

  it('R17 that announces iss and leaves it out of an error is not believed', async () => {
    server.metadata['authorization_response_iss_parameter_supported'] = true;
    await tab.open().auth.login();
    const { auth } = await comeBack(server.refuse(tab.redirect));

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'response_issuer_missing' } });
  });
});

describe('the authorization request of a sign-in', () => {
  const request = () => Object.fromEntries(new URL(tab.redirect).searchParams);

  it('R1 R4 R5 R6 carries the configuration, a fresh state and a fresh nonce', async () => {
    server.metadata['authorization_endpoint'] = `${server.issuer}/authorize?tenant=a`;
    await tab.open().auth.login();

    expect(request()).toEqual({
      tenant: 'a',
      response_type: 'id_token token',
      client_id: 'timesheets-spa',
      redirect_uri: `${APP}auth/callback`,
      scope: 'openid profile read:timesheets',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('carries what the call asks for, and the configured parameters beside those of the call', async () => {
    await tab.open(APP, { config: { parameters: { audience: 'api', ui_locales: 'en' } } }).auth.login({
      prompt: 'select_account',
      maxAgeSeconds: 0,
      acrValues: 'urn:mfa',
      loginHint: 'alice@example.com',
      parameters: { ui_locales: 'de' },
    });

    expect(request()).toMatchObject({
      prompt: 'select_account',
      max_age: '0',
      acr_values: 'urn:mfa',
      login_hint: 'alice@example.com',
      audience: 'api',
      ui_locales: 'de',
    });
  });

  it('R4 holds a nonce even when only a token is asked for, as some servers demand one', async () => {
    await tab.open(APP, { config: { responseType: 'token', scope: 'read:timesheets' } }).auth.login();

    expect(request()['nonce']).toMatch(/^[\w-]{43}$/);
  });
});
