import { checkSettings } from './check-settings';
import type { RequestSettings } from './request-settings';

const SETTINGS: RequestSettings = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets-spa',
  redirectUri: 'https://app.example.com/auth/callback',
  postLogoutRedirectUri: 'https://app.example.com/',
  responseType: 'id_token token',
  scope: 'openid profile',
  resourceServers: ['https://api.example.com/timesheets'],
  appBase: 'https://app.example.com/',
  resourceServerAt: () => [],
  parameters: {},
  postLogoutRedirectParameter: 'post_logout_redirect_uri',
  logoutParameters: {},
  trustedAudiences: [],
  clockSkewSeconds: 60,
  accessTokenLifetimeSeconds: 3600,
  signInLifetimeSeconds: 1800,
  sendIdTokenHint: true,
  showFailures: true,
};
const SERVER = { issuer: SETTINGS.issuer, authorizationEndpoint: 'https://id.example.com/authorize' };
const API = { url: 'https://api.example.com/' };
const LOOPBACK = {
  appBase: 'http://localhost:4200/',
  redirectUri: 'http://localhost:4200/',
  issuer: 'http://127.0.0.1:4300',
};
const check = (changes: object) => () => {
  checkSettings({ ...SETTINGS, ...changes });
};

describe('checkSettings accepts', () => {
  it.each<[string, object]>([
    ['what is needed', {}],
    ['R6 a loopback host without https', LOOPBACK],
    ['R6 a redirect URI with a query', { redirectUri: 'https://app.example.com/cb?tenant=a' }],
    ['R3 a scope without openid for a bare token', { responseType: 'token', scope: '' }],
    ['R63 a code', { responseType: 'code' }],
    ['a code without openid', { responseType: 'code', scope: '' }],
    ['a code in the query', { responseType: 'code', responseMode: 'query' }],
    ['a code in the fragment', { responseType: 'code', responseMode: 'fragment' }],
    ['R53 parameters of the app’s own at a sign-out', { logoutParameters: { ui_locales: 'de', logout_hint: 'alice' } }],
    ['R53 another name for the page after the sign-out', { postLogoutRedirectParameter: 'logout_uri' }],
    ['no resource server', { resourceServers: [] }],
    ['A7 a WebSocket', { resourceServers: ['wss://api.example.com/live'] }],
    [
      'methods in either case, and a predicate',
      {
        resourceServers: [
          { url: 'https://api.example.com/', methods: ['GET', 'post', 'M-SEARCH'], matches: () => true },
        ],
      },
    ],
    ['no skew, and the greatest', { clockSkewSeconds: 0 }],
    ['the greatest skew', { clockSkewSeconds: 300 }],
    ['a server by hand with the URL of its keys', { server: { ...SERVER, jwksUri: 'https://id.example.com/keys' } }],
    ['a server by hand with its keys', { server: { ...SERVER, jwks: { keys: [] } } }],
    ['a server by hand without keys for a bare token', { server: SERVER, responseType: 'token' }],
    [
      'a server by hand with an end-session endpoint',
      { server: { ...SERVER, jwks: { keys: [] }, endSessionEndpoint: 'https://id.example.com/end' } },
    ],
    [
      'a server by hand with a revocation endpoint',
      { server: { ...SERVER, jwks: { keys: [] }, revocationEndpoint: 'https://id.example.com/revoke' } },
    ],
  ])('%s', (_, changes) => {
    expect(check(changes)).not.toThrow();
  });
});

describe('checkSettings names the option and what to write instead', () => {
  it.each<[string, string, unknown, RegExp]>([
    ['without a client id', 'clientId', undefined, /client identifier/],
    ['with an empty client id', 'clientId', '', /client identifier/],
    ['with a client id that is no text', 'clientId', 7, /client identifier/],
    ['without an issuer', 'issuer', undefined, /https URL/],
    ['R61 with an insecure issuer', 'issuer', 'http://id.example.com', /https URL/],
    ['with an issuer that is no URL', 'issuer', 'id.example.com', /https URL/],
    [
      'R2 with an unknown response type',
      'responseType',
      'code token',
      /'code', 'id_token token', 'id_token' or 'token'/,
    ],
    ['R7 with tokens in the query', 'responseMode', 'query', /responseType: 'code'/],
    ['with an unknown response mode', 'responseMode', 'form_post', /'query' or 'fragment'/],
    ['R3 with no openid for an id_token', 'scope', 'profile', /add 'openid'/],
    ['R3 with a scope that only holds openid within a word', 'scope', 'openidx', /add 'openid'/],
    ['R6 with a fragment in the redirect URI', 'redirectUri', 'https://app.example.com/#/cb', /without a fragment/],
    ['R6 with an empty fragment in it', 'redirectUri', 'https://app.example.com/#', /without a fragment/],
    ['R6 with an insecure redirect URI', 'redirectUri', 'http://app.example.com/cb', /https URL/],
    ['R6 with a redirect URI of another scheme', 'redirectUri', 'javascript:alert(1)', /https URL/],
    ['R6 with a redirect URI that was none', 'redirectUri', 'invalid:', /https URL/],
    [
      'R6 with a redirect URI of another host',
      'redirectUri',
      'https://www.example.com/cb',
      /at https:\/\/app\.example/,
    ],
    ['R6 with a redirect URI of another port', 'redirectUri', 'https://app.example.com:8443/', /is https:.*:8443\//],
    [
      'R6 with a redirect URI of another scheme than the page',
      'redirectUri',
      'http://localhost:4200/',
      /the page is at/,
    ],
    ['with an insecure page after the sign-out', 'postLogoutRedirectUri', 'http://app.example.com/', /https URL/],
    [
      'R53 with a client id among them',
      'logoutParameters',
      { ui_locales: 'de', client_id: 'x' },
      /leave client_id out/,
    ],
    ['R53 with a state among them', 'logoutParameters', { state: 'x' }, /leave state out/],
    ['R53 with a hint among them', 'logoutParameters', { id_token_hint: 'x' }, /leave id_token_hint out/],
    [
      'R53 with the page after the sign-out among them',
      'logoutParameters',
      { post_logout_redirect_uri: 'x' },
      /leave post_logout_redirect_uri out/,
    ],
    ['R53 with that page in place of the client id', 'postLogoutRedirectParameter', 'client_id', /or leave it out/],
    ['R53 with that page in place of the state', 'postLogoutRedirectParameter', 'state', /or leave it out/],
    ['R53 with that page in place of the hint', 'postLogoutRedirectParameter', 'id_token_hint', /or leave it out/],
    ['R53 without a name for that page', 'postLogoutRedirectParameter', '', /or leave it out/],
    ['A7 with a URL in place of a list', 'resourceServers', 'https://api.example.com/', /list/],
    ['A7 with a wildcard', 'resourceServers', ['https://api.example.com/*'], /wildcard/],
    ['A7 with a wildcard host', 'resourceServers', ['https://*.example.com/'], /wildcard/],
    ['A7 with an insecure resource server', 'resourceServers', ['http://api.example.com/'], /https URLs/],
    ['A7 with an insecure WebSocket', 'resourceServers', ['ws://api.example.com/live'], /https URLs/],
    ['A7 with a user name in one', 'resourceServers', ['https://me@api.example.com/'], /user name/],
    ['A7 with a query in one', 'resourceServers', ['https://api.example.com/?x'], /query/],
    ['A7 with a fragment in one', 'resourceServers', ['https://api.example.com/#x'], /fragment/],
    [
      'A7 R49 with two that some servers take for the same',
      'resourceServers',
      ['https://api.example.com/reports', 'https://api.example.com/Reports;v=1/'],
      /list one alone of the URLs that differ only in case/,
    ],
    [
      'A7 with an insecure one that has a token of its own',
      'resourceServers',
      [{ url: 'http://api.example.com/', audience: 'x' }],
      /https URLs/,
    ],
    ['R49 with no method at all', 'resourceServers', [{ ...API, methods: [] }], /\['GET', 'POST'\], or leave them out/],
    ['R49 with methods that are no list', 'resourceServers', [{ ...API, methods: 'GET' }], /list of at least one/],
    ['R49 with a method that is no text', 'resourceServers', [{ ...API, methods: ['GET', 7] }], /list of at least one/],
    ['R49 with a wildcard for methods', 'resourceServers', [{ ...API, methods: ['*'] }], /list of at least one/],
    [
      'R49 with methods in one text',
      'resourceServers',
      [API, { ...API, methods: ['GET, POST'] }],
      /list of at least one/,
    ],
    ['R49 with a predicate that is none', 'resourceServers', [{ ...API, matches: /x/ }], /a function of a URL/],
    ['R21 with an id_token in the query', 'queryResponse', { accessToken: 'token' }, /responseType: 'token'/],
    ['R61 with an insecure discovery document', 'discoveryUrl', 'http://id.example.com/x', /https/],
    ['A7 with one wrong among many', 'resourceServers', ['https://api.example.com/', 'invalid:'], /https URLs/],
    ['A27 with too great a skew', 'clockSkewSeconds', 301, /from 0 to 300/],
    ['A27 with a negative skew', 'clockSkewSeconds', -1, /from 0 to 300/],
    ['A27 with a skew that is no number', 'clockSkewSeconds', '60', /whole number/],
    ['R24 with tokens that live for no time', 'accessTokenLifetimeSeconds', 0, /from 1 to 31536000/],
    ['R24 with tokens that live for ever', 'accessTokenLifetimeSeconds', Infinity, /from 1 to 31536000/],
    ['R15 with sign-ins that last for ever', 'signInLifetimeSeconds', 86_401, /from 1 to 86400/],
    ['R24 with tokens of which nobody knows how long they live', 'accessTokenLifetimeSeconds', NaN, /it is NaN; write/],
    ['with a max_age before the sign-in', 'maxAgeSeconds', -1, /from 0 to 31536000/],
    ['with a max_age that is a text', 'maxAgeSeconds', '60', /it is a string; write a whole number/],
    ['with a fraction of a second', 'signInLifetimeSeconds', 1.5, /whole number/],
  ])('%s: %s', (_, option, value, remedy) => {
    const message = new RegExp(`^Option ${option} of the auth configuration is not usable: .*${remedy.source}`);

    expect(check({ [option]: value })).toThrow(
      expect.objectContaining({ name: 'AuthError', code: 'config_invalid', message: expect.stringMatching(message) }),
    );
  });

  it('R53 with the page after the sign-out twice, by a name of the server’s own', () => {
    expect(check({ postLogoutRedirectParameter: 'logout_uri', logoutParameters: { logout_uri: 'x' } })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining('leave logout_uri out') }),
    );
  });

  it.each<[string, object]>([
    ['server.authorizationEndpoint', { ...SERVER, authorizationEndpoint: 'http://id.example.com/' }],
    ['server.authorizationEndpoint', { ...SERVER, authorizationEndpoint: undefined }],
    ['server.jwksUri', SERVER],
    ['server.jwksUri', { ...SERVER, jwksUri: 'http://id.example.com/keys' }],
    ['server.revocationEndpoint', { ...SERVER, jwks: { keys: [] }, revocationEndpoint: 'http://id.example.com/' }],
    ['server.endSessionEndpoint', { ...SERVER, jwks: { keys: [] }, endSessionEndpoint: 'javascript:alert(1)' }],
  ])('R61 of a server by hand: %s', (option, server) => {
    expect(check({ server })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(`Option ${option} of`) }),
    );
  });
});
