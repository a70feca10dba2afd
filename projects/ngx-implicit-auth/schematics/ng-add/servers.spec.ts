import assert from 'node:assert/strict';
import { it } from 'node:test';
import ts from 'typescript';
import { appConfigOf } from '../../doctor/app-config.ts';
import { ask } from '../testing/ask.ts';
import { add, change, contents, formatted, newWorkspace } from '../testing/new-app.ts';
import { problemsIn } from '../testing/problems.ts';
import { type NgAddOptions } from './options.ts';

const APP = 'projects/shop/src/app';

interface Case {
  readonly flags: NgAddOptions;
  /** The configuration, as lines. */
  readonly config: readonly string[];
  readonly provides: string;
  /** The redirect URIs to register. */
  readonly registers: RegExp;
}

const CALLBACK = /redirect URI http:\/\/localhost:4200\/auth\/callback;/;
const WITH_FRAME =
  /redirect URI http:\/\/localhost:4200\/auth\/callback and http:\/\/localhost:4200\/silent-renewal\.html; after a sign-out http:\/\/localhost:4200\/\n/;
const NO_APIS = 'resourceServers: [], // the addresses of the APIs that get the token';
const CODE = "responseType: 'code', // with PKCE";

const CASES: Readonly<Record<string, Case>> = {
  'a server of your own': {
    flags: {},
    config: [
      "issuer: 'https://id.example.com',",
      "clientId: 'my-app',",
      CODE,
      "scope: 'openid profile email',",
      NO_APIS,
    ],
    provides: 'provideAuth(authConfig, withSilentRenewal())',
    registers: WITH_FRAME,
  },
  'a server of your own, with every flag': {
    flags: {
      server: 'own',
      issuer: 'http://localhost:4300',
      clientId: 42,
      scope: "openid  read:it's",
      api: 'https://api.example.com/v1, /api https://api.example.com/v1',
      flow: 'implicit',
      project: 'shop',
    },
    config: [
      "issuer: 'http://localhost:4300',",
      "clientId: '42',",
      'scope: "openid read:it\'s",',
      "resourceServers: ['https://api.example.com/v1', '/api'],",
    ],
    provides: 'provideAuth(authConfig, withSilentRenewal())',
    registers: WITH_FRAME,
  },
  Auth0: {
    flags: {
      server: 'auth0',
      issuer: 'https://example.eu.auth0.com/',
      clientId: 'a',
      api: ['/api', 'https://a.example'],
    },
    config: [
      "...auth0({ domain: 'example.eu.auth0.com', clientId: 'a' }),",
      CODE,
      "resourceServers: ['/api', 'https://a.example'],",
      "// Add audience: 'the identifier of the API' to auth0(), so that the token is for it.",
    ],
    provides: "provideAuth(authConfig, withSilentRenewal({ strategy: 'navigation' }))",
    registers: CALLBACK,
  },
  'Aidbox, by a code': {
    flags: { server: 'aidbox', clientId: 'a' },
    config: [
      "...aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'a' }),",
      CODE,
      "scope: 'profile',",
      NO_APIS,
    ],
    provides: 'provideAuth(authConfig, withUserInfo(), withSilentRenewal())',
    registers: /redirect URI http:\/\/localhost:4200\/ and http:\/\/localhost:4200\/silent-renewal\.html;/,
  },
  'Aidbox, by the implicit grant': {
    flags: { server: 'aidbox', clientId: 'a', flow: 'implicit' },
    config: [
      "...aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'a' }),",
      NO_APIS,
      'accessTokenLifetimeSeconds: 3600, // the server does not tell',
    ],
    provides: 'provideAuth(authConfig, withUserInfo())',
    registers: /redirect URI http:\/\/localhost:4200\/;/,
  },
  Keycloak: {
    flags: { server: 'keycloak', issuer: 'https://id.example.com/auth/realms/a%20b', clientId: 'a' },
    config: ["...keycloak({ url: 'https://id.example.com/auth', realm: 'a b', clientId: 'a' }),", CODE, NO_APIS],
    provides: 'provideAuth(authConfig, withSilentRenewal())',
    registers: WITH_FRAME,
  },
  Google: {
    flags: { server: 'google', clientId: 'a' },
    config: ["...google({ clientId: 'a' }),", NO_APIS],
    provides: "provideAuth(authConfig, withSilentRenewal({ strategy: 'navigation' }))",
    registers: CALLBACK,
  },
  'a server that answers in the query': {
    flags: { server: 'query', clientId: 'a', scope: 'email', flow: 'implicit' },
    config: [
      "...tokenInQuery({ authorizationEndpoint: 'https://login.example.com/oauth', clientId: 'a' }),",
      "scope: 'email',",
      NO_APIS,
    ],
    provides: 'provideAuth(authConfig)',
    registers: CALLBACK,
  },
};

for (const [name, { flags, config, provides, registers }] of Object.entries(CASES)) {
  it(`writes what ${name} needs: the library takes it, and the doctor can read it`, async () => {
    const before = await newWorkspace({});
    const { tree, says } = await add(before, flags);
    const source = tree.readContent(`${APP}/auth.config.ts`);
    const lines = source.slice(source.indexOf('= {\n') + 4, source.indexOf('\n};')).split('\n');
    assert.deepEqual(
      lines,
      config.map((line) => `  ${line}`),
    );
    assert.equal(source, await formatted(source));
    assert.ok(tree.readContent(`${APP}/app.config.ts`).includes(`    ${provides},\n`));
    assert.equal(
      tree.readContent('angular.json').includes('silent-renewal.*'),
      provides.includes('withSilentRenewal()'),
    );
    assert.match(says, registers);
    assert.deepEqual(problemsIn(tree), []);
    const { texts, unread } = appConfigOf('auth.config.ts', source);
    assert.ok(texts.issuer && texts.clientId);
    assert.deepEqual(unread, []);
  });
}

it('says what stands for something to be filled in, and nothing of it where everything was told', async () => {
  const tree = await newWorkspace({});
  const { says: defaults } = await add(tree);
  assert.match(defaults, /Replace https:\/\/id\.example\.com and my-app in projects\/shop\/src\/app\/auth\.config\.ts/);
  const { says: google } = await add(tree, { server: 'google' });
  assert.match(google, /Replace my-app in /);
  const { says: told } = await add(tree, { issuer: 'https://id.example.org', clientId: 'shop' });
  assert.doesNotMatch(told, /Replace/);
});

it('ends with three lines: what to register, where to put the first guard, how to try it', async () => {
  const { says } = await add(await newWorkspace({}), { issuer: 'https://id.example.org', clientId: 'shop' });
  const [register, guard, tryIt, ...rest] = says.trim().split('\n');
  assert.match(register ?? '', /^1\. Register at the server/);
  assert.match(guard ?? '', /^2\. .*app\.routes\.ts: canActivate: \[authGuard\], with import \{ authGuard \}/);
  assert.match(
    tryIt ?? '',
    /^3\. Try it: ng serve, then open http:\/\/localhost:4200\/auth\/callback.*npx ngx-implicit-auth doctor$/,
  );
  assert.deepEqual(rest, []);
});

it('names the address at which ng serve shows the app', async () => {
  const tree = await newWorkspace({});
  const workspace = JSON.parse(tree.readContent('angular.json'));
  workspace.projects.shop.architect.serve.options = { port: 4444, ssl: true };
  workspace.projects.shop.architect.build.options.baseHref = '/shop';
  tree.overwrite('angular.json', JSON.stringify(workspace, null, 2));
  assert.match((await add(tree)).says, /redirect URI https:\/\/localhost:4444\/shop\/auth\/callback and/);
});

it('leaves what a first time has written as it is, whatever is asked for the second time, and says so', async () => {
  for (const first of ['own', 'aidbox', 'auth0', 'google']) {
    const { tree } = await add(await newWorkspace({}), { server: first, clientId: 'shop' });
    for (const second of ['own', 'aidbox', 'auth0', 'google']) {
      const again = await add(tree, { server: second, clientId: 'office' });
      assert.deepEqual(contents(again.tree), contents(tree), `${first}, then ${second}`);
      assert.match(again.says, /has a configuration for ngx-implicit-auth already, which stays as it is/);
      const registers = /Register .*/.exec((await add(tree, { server: first, clientId: 'shop' })).says)?.[0] ?? '';
      assert.ok(again.says.includes(registers));
    }
  }
});

it('names the redirect URI of the configuration that is there', async () => {
  const { tree } = await add(await newWorkspace({}));
  change(tree, [[`${APP}/auth.config.ts`, "clientId: 'my-app',", "clientId: 'my-app',\n  redirectUri: 'welcome',"]]);
  assert.match((await add(tree)).says, /redirect URI http:\/\/localhost:4200\/welcome and/);
});

const NAMES = [
  "it's",
  '"quoted"',
  `'both' and "`,
  `"both" and '`,
  '`${process.exit(1)}`',
  'back\\slash',
  "\\'",
  '\\',
  "'); alert(1); ('",
  '*/ /* //',
  'größe 日本語 🙂',
];
for (const name of NAMES) {
  it(`writes the client id ${name} as one literal, in whatever quotes`, async () => {
    for (const quote of ["'", '"']) {
      const before = await newWorkspace({});
      const config = before.readContent(`${APP}/app.config.ts`);
      before.overwrite(`${APP}/app.config.ts`, config.replaceAll("'", quote));
      const { tree } = await add(before, { server: 'aidbox', issuer: "https://a.example/it's", clientId: name });
      const source = tree.readContent(`${APP}/auth.config.ts`);
      assert.deepEqual(problemsIn(tree), []);
      assert.equal(source, await formatted(source, { singleQuote: quote === "'" }));
      const texts: string[] = [];
      const read = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node)) texts.push(node.text);
        ts.forEachChild(node, read);
      };
      read(ts.createSourceFile('auth.config.ts', source, ts.ScriptTarget.Latest));
      assert.equal(appConfigOf('auth.config.ts', source).texts.clientId, name);
      assert.deepEqual(texts, ['ngx-implicit-auth', "https://a.example/it's", name, 'code', 'profile']);
    }
  });
}

const QUESTIONS: readonly (readonly [server: string, asks: readonly string[]])[] = [
  ['own', ['server', 'issuer', 'clientId', 'api', 'flow']],
  ['auth0', ['server', 'issuer', 'clientId', 'api', 'flow']],
  ['aidbox', ['server', 'issuer', 'clientId', 'api', 'flow']],
  ['keycloak', ['server', 'issuer', 'clientId', 'api', 'flow']],
  ['google', ['server', 'clientId', 'api']],
  ['query', ['server', 'issuer', 'clientId', 'api']],
];
for (const [server, asks] of QUESTIONS) {
  it(`asks what ${server} needs, and sets up by the answers`, async () => {
    const { asked, tree } = await ask(await newWorkspace({}), {}, { server, clientId: 'of-the-answer' });
    assert.deepEqual(asked, asks);
    assert.match(tree.readContent(`${APP}/auth.config.ts`), /clientId: 'of-the-answer'/);
  });
}

it('asks nothing that a flag says', async () => {
  const flags = { server: 'own', issuer: 'https://id.example.com', clientId: 'a', api: '', flow: 'code' };
  assert.deepEqual((await ask(await newWorkspace({}), flags, {})).asked, []);
});
