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

const FORMS: readonly (readonly [
  name: string,
  source: string,
  texts: AppConfig['texts'],
  unread?: readonly string[],
])[] = [
  ['a text that goes on on the next line', "{ issuer: 'https://id.example.com'\n  + '/realms/a' }", {}, ['issuer']],
  [
    'a text with escapes',
    String.raw`{ issuer: 'https:\/\/id.ex\u0061mple.com\u{2f}\x61', clientId: 'a\
b' }`,
    { issuer: 'https://id.example.com/a', clientId: 'ab' },
  ],
  [
    'a condition',
    "const url = isLive ? issuer : 'https://other.example'; c = { issuer: 'https://a.example' }",
    { issuer: 'https://a.example' },
  ],
  [
    'types of the same names',
    "import { issuer } from './a';\ninterface Env { issuer: string; clientId: string }\ntype Own = { scope: string };\nexport const c = { issuer: 'https://a.example' };",
    { issuer: 'https://a.example' },
  ],
  [
    'assertions and brackets',
    "{ issuer: ('https://a.example') satisfies string, ['clientId']: 'a' as const, \"scope\": `openid` }",
    { issuer: 'https://a.example', clientId: 'a', scope: 'openid' },
  ],
  [
    'templates within templates',
    "{ redirectUri: `${`}${'}'}`}`, issuer: 'https://a.example' }",
    { issuer: 'https://a.example' },
    ['redirectUri'],
  ],
  [
    'regular expressions with quotes',
    "const quotes = /['\"`/]/g; const half = 4 / 2; c = { issuer: 'https://a.example' / 1, clientId: 'a' }",
    { clientId: 'a' },
    ['issuer'],
  ],
  [
    'a getter',
    "{ issuer: 'https://a.example', get clientId() { return 'a'; } }",
    { issuer: 'https://a.example' },
    ['clientId'],
  ],
  [
    'a function that makes it',
    "export const authConfig = (): AuthConfig => ({ issuer: 'https://a.example' });",
    { issuer: 'https://a.example' },
  ],
  [
    'what is spread in',
    "{ issuer: 'https://a.example', ...environment.auth, ...(isLive && { clientId: 'a' }), ...auth0({ domain }) }",
    { issuer: 'https://a.example' },
    ['domain', '...environment.auth', '...(…)'],
  ],
  [
    'the same names in other objects',
    "{ scope: 'openid', parameters: { scope: 'a' }, resourceServers: [{ url: 'b', scope: 'c' }] }",
    { scope: 'openid' },
  ],
  [
    'a preset of somebody else',
    "{ issuer: 'https://a.example', ...own.auth0({ domain: 'b.example' }) }",
    { issuer: 'https://a.example' },
    ['...own.auth0'],
  ],
  [
    'marks that nothing closes',
    "{ issuer: 'https://a.example', scope: 'openid",
    { issuer: 'https://a.example' },
    ['scope'],
  ],
  [
    'a mark of the byte order, and lines that end in \\r\\n',
    "\uFEFFexport const c = {\r\n  issuer: 'https://a.example', // here\r\n};\r\n",
    { issuer: 'https://a.example' },
  ],
];
for (const [name, source, texts, unread = []] of FORMS) {
  it(`reads, or says that it could not: ${name}`, () => {
    assert.deepEqual(read(source), { file: 'auth.config.ts', texts, unread });
  });
}

it('runs nothing, and is not slow where a source was made to be', () => {
  const before = performance.now();
  for (const part of ['{', '`${', '(((', '{a:']) read(part.repeat(200));
  for (const part of ['/', "'", '/*', '\\\\', '...', 'a', "'a',"]) read(part.repeat(100_000));
  assert.deepEqual(read('{ issuer: `${process.exit(1)}` }').unread, ['issuer']);
  assert.ok(performance.now() - before < 5_000);
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
