import type { AuthConfig } from './auth-config';
import { requestSettings } from './request-settings';
import { resolveSettings } from './auth-settings';

const BASE = 'https://app.example.com/sub/';
const MINIMAL: AuthConfig = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
/** The settings of the first screen, completed as they are for a request to the server. */
const settings = (config: Partial<AuthConfig> = {}) =>
  requestSettings(resolveSettings({ ...MINIMAL, ...config }, BASE));

const DEFAULTS = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets-spa',
  redirectUri: 'https://app.example.com/sub/auth/callback',
  postLogoutRedirectUri: 'https://app.example.com/sub/',
  responseType: 'id_token token',
  scope: 'openid',
  resourceServers: [],
  resourceServerAt: expect.any(Function) as unknown,
  appBase: BASE,
  parameters: {},
  postLogoutRedirectParameter: 'post_logout_redirect_uri',
  logoutParameters: {},
  trustedAudiences: [],
  clockSkewSeconds: 300,
  accessTokenLifetimeSeconds: 3600,
  signInLifetimeSeconds: 1800,
  sendIdTokenHint: true,
  showFailures: true,
};

describe('the settings', () => {
  it('fills in every default', () => {
    expect(settings()).toEqual(DEFAULTS);
  });

  it('takes an option that is given as undefined for one that is not given', () => {
    const nothing = Object.fromEntries(
      Object.keys(DEFAULTS)
        .filter((name) => !['issuer', 'clientId', 'appBase', 'resourceServerAt'].includes(name))
        .map((name) => [name, undefined]),
    );

    expect(settings(nothing)).toEqual(DEFAULTS);
  });

  it('cannot be changed any more', () => {
    expect(Object.isFrozen(resolveSettings(MINIMAL, BASE))).toBe(true);
  });

  it('R3 asks for openid exactly when an id_token is asked for', () => {
    expect(settings({ responseType: 'id_token' }).scope).toBe('openid');
    expect(settings({ responseType: 'token' }).scope).toBe('');
  });

  it('R2 writes the words of a response type in one order', () => {
    expect(settings({ responseType: 'token id_token' as 'id_token token' }).responseType).toBe('id_token token');
  });

  it.each([
    ['cb', 'https://app.example.com/sub/cb'],
    ['/cb', 'https://app.example.com/cb'],
    ['', 'https://app.example.com/sub/'],
    ['https://other.example.com/cb?x=1', 'https://other.example.com/cb?x=1'],
    ['https://', 'invalid:'],
  ])('R6 makes the redirect URI %j absolute against the app’s base: %j', (redirectUri, expected) => {
    expect(settings({ redirectUri, postLogoutRedirectUri: redirectUri })).toMatchObject({
      redirectUri: expected,
      postLogoutRedirectUri: expected,
    });
  });

  it('R60 gives metadata by hand the configured issuer', () => {
    const server = { authorizationEndpoint: 'https://id.example.com/authorize', issuer: 'https://evil.test' };

    expect(settings({ server }).server).toEqual({
      issuer: 'https://id.example.com',
      authorizationEndpoint: 'https://id.example.com/authorize',
    });
  });
});
