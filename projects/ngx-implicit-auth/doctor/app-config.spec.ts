import assert from 'node:assert/strict';
import { it } from 'node:test';
import { appConfigOf, type AppConfig } from './app-config.ts';

const read = (source: string): AppConfig => appConfigOf('auth.config.ts', source);

it('reads string literals of every kind, and nothing in comments', () => {
  const { texts, unread } = read(`
    // issuer: 'https://old.example.com',
    export const config: AuthConfig = {
      issuer: 'https://id.example.com', // not "https://other.example.com"
      'clientId': "time\\"sheets", /* clientId: 'x' */
      redirectUri: \`callback\`,
      responseType: 'code' as const,
    };`);
  assert.deepEqual(texts, {
    issuer: 'https://id.example.com',
    clientId: 'time"sheets',
    redirectUri: 'callback',
    responseType: 'code',
  });
  assert.deepEqual(unread, []);
});

it('says what is no string literal, and guesses nothing', () => {
  const source = `const clientId = 'a';
    export const config = { issuer: environment.issuer, clientId, redirectUri: \`\${base}/callback\`, scope: 'a ' + b };`;
  assert.deepEqual(read(source), {
    file: 'auth.config.ts',
    texts: {},
    unread: ['issuer', 'clientId', 'redirectUri', 'scope'],
  });
});

it('takes none of several', () => {
  const { texts, unread } = read(
    "const a = { issuer: 'https://a.example' }; const b = { issuer: 'https://b.example' };",
  );
  assert.deepEqual([texts, unread], [{}, ['issuer']]);
});

const PRESETS: readonly (readonly [source: string, texts: AppConfig['texts']])[] = [
  [
    "auth0({ domain: 'example.eu.auth0.com', clientId: 'a', audience: 'https://api.example.com/' })",
    { issuer: 'https://example.eu.auth0.com/', scope: 'openid profile email', audience: 'https://api.example.com/' },
  ],
  [
    "keycloak({ url: 'https://id.example.com/', realm: 'a b', clientId: 'a' })",
    { issuer: 'https://id.example.com/realms/a%20b', scope: 'openid profile email' },
  ],
  [
    "aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'a' })",
    {
      issuer: 'https://example.aidbox.app',
      redirectUri: '',
      responseType: 'token',
      authorizationEndpoint: 'https://example.aidbox.app/oauth2/authorize',
      tokenEndpoint: 'https://example.aidbox.app/auth/token',
      jwksUri: 'https://example.aidbox.app/.well-known/jwks.json',
      userInfoEndpoint: 'https://example.aidbox.app/auth/userinfo',
    },
  ],
  [
    "google({ clientId: 'a', hostedDomain: 'example.com' })",
    { issuer: 'https://accounts.google.com', scope: 'openid profile email' },
  ],
  [
    "tokenInQuery({ authorizationEndpoint: 'https://login.example.com/oauth', clientId: 'a' })",
    { issuer: 'https://login.example.com', responseType: 'token', accessTokenParameter: 'token' },
  ],
];
for (const [source, expected] of PRESETS) {
  it(`knows what ${/^\w+/.exec(source)?.[0] ?? ''}() makes`, () => {
    const { texts, unread } = read(
      `export const config = { ...${source}, resourceServers: [{ url: api, scope: of[0] }] };`,
    );
    for (const [option, text] of Object.entries({ ...expected, clientId: 'a' })) {
      assert.equal(Object.entries(texts).find(([name]) => name === option)?.[1], text, option);
    }
    assert.deepEqual(unread, []);
  });
}
