import { dangerouslyAcceptMissingState, tokenInQuery, withSilentRenewal, type AuthConfig } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { renewalFrames } from '../testing/renewal-frames';
import { sessionOf } from '../session/auth-state';

const server = await fakeAuthorizationServer();
const CONFIG: AuthConfig = {
  ...tokenInQuery({ authorizationEndpoint: `${server.issuer}/oauth`, clientId: 'timesheets-spa' }),
  issuer: server.issuer,
  scope: 'email',
  redirectUri: 'oauth/callback',
};
const QUERY = { config: CONFIG };
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

/** Signs in at a server that answers with this query. */
async function answered(query: (state: string) => string, options = QUERY) {
  await tab.open(APP, options).auth.login({ returnTo: '/reports' });
  const state = new URL(tab.redirect).searchParams.get('state') ?? '';
  const page = tab.open(`${APP}oauth/callback?${query(state)}`, options);
  await page.auth.ready;
  return page;
}

describe('a server that answers in the query', () => {
  it('R21 R28 signs in where the app has allowed it, and leaves nothing in the address bar', async () => {
    const page = await answered((state) => `token=xxx&state=${state}`);

    expect(page.auth.snapshot()).toMatchObject({
      status: 'signed-in',
      session: { accessToken: 'xxx', idToken: null, claims: null, scope: 'email' },
    });
    expect(page.location.urls.at(0)).toBe(`${APP}oauth/callback`);
    expect(page.events).toContainEqual({ type: 'signed-in', returnTo: '/reports' });
  });

  it('R24 lives for an hour where the server does not say, and as long as it says otherwise', async () => {
    const lifetimeOf = async (query: string) => {
      const { receivedAt, expiresAt } = sessionOf((await answered((state) => `${query}&state=${state}`)).auth.state())!;
      return (expiresAt - receivedAt) / 1000;
    };

    expect(await lifetimeOf('token=xxx')).toBe(3600);
    expect(await lifetimeOf('token=xxx&expires_in=90')).toBe(90);
  });

  it('is read by the names that the configuration gives', async () => {
    const named = tokenInQuery({
      authorizationEndpoint: `${server.issuer}/oauth`,
      clientId: 'timesheets-spa',
      accessTokenParameter: 'ticket',
      expiresIn: 'ttl',
      grantedScope: 'rights',
    });
    const options = { config: { ...CONFIG, queryResponse: named.queryResponse! } };
    const page = await answered((state) => `ticket=yyy&ttl=60&rights=read&state=${state}`, options);
    const { accessToken, scope, receivedAt, expiresAt } = sessionOf(page.auth.state())!;

    expect([accessToken, scope, expiresAt - receivedAt]).toEqual(['yyy', 'read', 60_000]);
  });

  it.each([
    ['R15 A1 without a state', () => 'token=xxx', 'state_missing'],
    ['R15 with a state of somebody else', () => 'token=xxx&state=other', 'state_unknown'],
    [
      'R12 with a token twice',
      (state: string) => `token=a&access_token=b&access_token=c&state=${state}`,
      'response_parameter_repeated',
    ],
    [
      'R12 with a token twice, by the name of its own',
      (state: string) => `token=a&token=b&state=${state}`,
      'response_parameter_repeated',
    ],
    [
      'R12 with a token twice, once by either name',
      (state: string) => `token=a&access_token=b&state=${state}`,
      'response_parameter_repeated',
    ],
    ['R22 with an id_token’s place empty, and no token', (state: string) => `state=${state}`, 'token_missing'],
    [
      'R24 with a lifetime that is no number',
      (state: string) => `token=a&expires_in=x&state=${state}`,
      'expires_in_invalid',
    ],
  ])('%s is refused, and nothing is kept', async (_, query, code) => {
    const page = await answered(query);

    expect(page.auth.snapshot()).toMatchObject({ status: 'failed', error: { code } });
    expect(page.location.urls.at(0)).toBe(`${APP}oauth/callback`);
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
  });

  it('R21 is refused as ever where the app has not allowed it', async () => {
    const page = await answered((state) => `access_token=xxx&token_type=bearer&state=${state}`, {
      config: { ...CONFIG, queryResponse: undefined! },
    });

    expect(page.auth.snapshot()).toMatchObject({ status: 'failed', error: { code: 'response_in_query' } });
  });

  it('R15 A1 may leave the state out only where the app says so loudly, and then only for the sign-in that waits', async () => {
    const config = {
      ...CONFIG,
      ...tokenInQuery({
        authorizationEndpoint: `${server.issuer}/oauth`,
        clientId: 'timesheets-spa',
        state: dangerouslyAcceptMissingState,
      }),
      issuer: server.issuer,
      redirectUri: 'oauth/callback',
    };
    const page = await answered(() => 'token=xxx', { config });
    expect(page.auth.snapshot()).toMatchObject({ status: 'signed-in', session: { accessToken: 'xxx' } });

    await page.auth.logout({ scope: 'local' });
    const again = tab.open(`${APP}oauth/callback?token=evil`, { config });
    await again.auth.ready;
    expect(again.auth.snapshot()).toMatchObject({ status: 'failed', error: { code: 'state_unknown' } });
    expect(again.location.urls.at(0)).toBe(`${APP}oauth/callback`);
  });

  it('is warned of in dev mode', async () => {
    const warning = new Promise((resolve) => jest.mocked(console.warn).mockImplementation(resolve));
    tab.open(APP, QUERY);

    expect(await warning).toMatch(/answers in the query/);
  });

  it('R50 answers a renewal in the query as well', async () => {
    const features = [withSilentRenewal()];
    const options = { config: CONFIG, features };
    renewalFrames(tab, server);
    tab.frame = async (url) => ({
      encoded: `?token=renewed&state=${new URL(url).searchParams.get('state')}`,
      component: 'query',
    });
    const page = await answered((state) => `token=xxx&state=${state}`, options);

    expect(await page.auth.renew()).toEqual({ status: 'renewed' });
    expect(page.auth.accessToken()).toBe('renewed');
  });
});
