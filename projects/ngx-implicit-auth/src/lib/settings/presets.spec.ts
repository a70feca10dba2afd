import { aidbox, auth0, google, keycloak, tokenInQuery } from 'ngx-implicit-auth';
import { checkSettings } from './check-settings';
import { requestSettings } from './request-settings';
import type { AuthConfig } from './auth-config';
import { resolveSettings } from './auth-settings';

const settingsOf = (config: AuthConfig) => requestSettings(resolveSettings(config, 'https://app.example.com/'));

describe('a preset', () => {
  it.each<[string, AuthConfig]>([
    ['auth0', auth0({ domain: 'example.eu.auth0.com', clientId: 'spa', audience: 'https://api/' })],
    ['auth0 without an audience', auth0({ domain: 'login.example.com', clientId: 'spa' })],
    ['aidbox', aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'spa' })],
    [
      'aidbox with a code',
      { ...aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'spa' }), responseType: 'code' },
    ],
    ['keycloak', keycloak({ url: 'https://id.example.com/auth/', realm: 'my realm', clientId: 'spa' })],
    ['google', google({ clientId: 'spa.apps.googleusercontent.com', hostedDomain: 'example.com' })],
    ['google for a bare token', { ...google({ clientId: 'spa.apps.googleusercontent.com' }), responseType: 'token' }],
    ['tokenInQuery', tokenInQuery({ authorizationEndpoint: 'https://login.example.com/oauth', clientId: 'spa' })],
    ['auth0 on loopback', auth0({ domain: 'http://localhost:4300', clientId: 'spa' })],
  ])('%s is a configuration that can work', (_, config) => {
    expect(() => {
      checkSettings(settingsOf(config));
    }).not.toThrow();
  });

  it('R30 writes the issuer as the server does', () => {
    expect(auth0({ domain: 'example.eu.auth0.com', clientId: 'spa' }).issuer).toBe('https://example.eu.auth0.com/');
    expect(keycloak({ url: 'https://id.example.com/', realm: 'a/b', clientId: 'spa' }).issuer).toBe(
      'https://id.example.com/realms/a%2Fb',
    );
  });

  it('R30 knows Google by the one issuer that it has for everybody, and sends what it documents alone', () => {
    expect(google({ clientId: 'spa', hostedDomain: 'example.com' })).toEqual({
      issuer: 'https://accounts.google.com',
      clientId: 'spa',
      scope: 'openid profile email',
      sendIdTokenHint: false,
      parameters: { hd: 'example.com' },
    });
    expect(google({ clientId: 'spa' }).parameters).toEqual({});
  });

  it('R6 sends Aidbox’s person back to the app’s root, for a bare token', () => {
    expect(settingsOf(aidbox({ baseUrl: 'https://box.example.com/', clientId: 'spa' }))).toMatchObject({
      redirectUri: 'https://app.example.com/',
      responseType: 'token',
      server: { authorizationEndpoint: 'https://box.example.com/oauth2/authorize' },
    });
  });

  it.each(['', 'not a url', 'javascript:alert(1)', 'http://login.example.com/oauth'])(
    'leaves it to the checks to refuse the endpoint %j',
    (authorizationEndpoint) => {
      const config = tokenInQuery({ authorizationEndpoint, clientId: 'spa' });

      expect(() => {
        checkSettings(settingsOf(config));
      }).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    },
  );
});
