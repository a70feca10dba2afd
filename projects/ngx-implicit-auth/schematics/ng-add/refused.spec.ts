import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type UnitTestTree } from '@angular-devkit/schematics/testing/index.js';
import { add, change, contents, newWorkspace } from '../testing/new-app.ts';
import { type NgAddOptions } from './options.ts';

const FLAGS: readonly (readonly [flags: NgAddOptions, says: RegExp])[] = [
  [{ server: 'okta' }, /^--server is "okta"\. Write own, auth0, aidbox, keycloak, google, query\.$/],
  [{ server: 'constructor' }, /^--server is "constructor"/],
  [{ issuer: 'id.example.com' }, /^--issuer is "id\.example\.com"\. Write the server's https address/],
  [{ issuer: 'http://id.example.com' }, /^--issuer is "http:\/\/id\.example\.com"/],
  [{ issuer: 'https://id.example.com?tenant=1' }, /without query and fragment\.$/],
  [{ issuer: 'https://id.example.com/#a' }, /without query and fragment\.$/],
  [{ issuer: 'https://me:pa55word@id.example.com' }, /^--issuer is /],
  [{ issuer: '' }, /^--issuer is ""/],
  [{ issuer: "https://id.example.com/'\n" + 'x' }, /^--issuer is /],
  [{ server: 'auth0', issuer: 'https://example.eu.auth0.com/tenant' }, /the tenant's domain, such as/],
  [{ server: 'auth0', issuer: 'example.eu.auth0.com?x' }, /the tenant's domain, such as/],
  [{ server: 'keycloak', issuer: 'https://id.example.com' }, /such as https:\/\/id\.example\.com\/realms\/example\.$/],
  [{ server: 'keycloak', issuer: 'https://id.example.com/realms/%zz' }, /^--issuer is /],
  [{ server: 'keycloak', issuer: 'https://id.example.com/realms/a%0A});x();' }, /^--issuer is /],
  [{ server: 'aidbox', issuer: 'example.aidbox.app' }, /the https address of the Aidbox/],
  [{ server: 'google', issuer: 'https://google.com' }, /leave it out: Google has one address/],
  [{ server: 'query', issuer: 'login.example.com' }, /the https address where people sign in/],
  [{ server: 'auth0', issuer: 'me:pa55word@example.eu.auth0.com' }, /^--issuer is "…@example/],
  [{ issuer: 'https://id.example.com/\u202Egro' }, /^--issuer is /],
  [{ clientId: '' }, /^--client-id is empty/],
  [{ clientId: 'a\u0007' }, /^--client-id is empty or has control characters/],
  [{ scope: '' }, /^--scope is ""\. Write words/],
  [{ scope: 'profile' }, /^--scope is "profile", without openid\. Write "openid profile"\.$/],
  [{ scope: 'openid "x"' }, /^--scope is "openid "x""\. Write words/],
  [{ api: 'api.example.com' }, /^--api is "api\.example\.com"\. Write https addresses/],
  [{ api: 'https://api.example.com,http://other.example.com' }, /^--api is "http:\/\/other\.example\.com"/],
  [{ api: 'https://*.example.com' }, /^--api is /],
  [{ api: 'https://api.example.com/\u0007' }, /^--api is /],
  [{ api: '//example.com' }, /^--api is /],
  [{ flow: '' }, /^--flow is ""\. Write code or implicit\.$/],
  [{ flow: 'hybrid' }, /^--flow is "hybrid"\. Write code or implicit\.$/],
  [{ server: 'google', flow: 'code' }, /^--flow is "code", and Google offers no code .*Write --flow implicit/],
  [{ server: 'query', flow: 'code' }, /^--flow is "code", and a server that answers .*Write --flow implicit/],
  [{ project: 'shoe' }, /^--project is "shoe", and there is no such app\. Write shop\.$/],
];
for (const [flags, says] of FLAGS) {
  it(`refuses ${JSON.stringify(flags)}, says what to write, and writes nothing`, async () => {
    const tree = await newWorkspace({});
    const before = contents(tree);
    await assert.rejects(add(tree, flags), ({ message }: Error) => {
      assert.match(message, says);
      // One line, which a terminal may show, and nobody's password.
      assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\u2028\u2029]|pa55word/u);
      return true;
    });
    assert.deepEqual(contents(tree), before);
  });
}

const WORKSPACES: readonly (readonly [name: string, make: () => Promise<UnitTestTree>, says: RegExp])[] = [
  [
    'two apps, and no word which',
    () => newWorkspace({ name: 'shop' }, { name: 'office' }),
    /^The workspace has several apps\. Write --project and one of shop, office\.$/,
  ],
  ['no app', () => newWorkspace(), /^The workspace has no app\. Make one with ng generate application/],
  [
    'nothing but a library',
    async () =>
      change(await newWorkspace({}), [['angular.json', '"projectType": "application"', '"projectType": "library"']]),
    /^The workspace has no app\. Make one/,
  ],
  [
    'no angular.json',
    async () => {
      const tree = await newWorkspace({});
      tree.delete('angular.json');
      return tree;
    },
    /^There is no angular\.json here/,
  ],
  [
    'no file that starts the app',
    async () =>
      change(await newWorkspace({}), [['angular.json', 'projects/shop/src/main.ts', 'projects/shop/src/start.ts']]),
    /^angular\.json does not tell which file starts shop/,
  ],
  [
    'an auth.config.ts of another library',
    async () =>
      change(await newWorkspace({}), [
        [
          'projects/shop/src/app/auth.config.ts',
          '',
          "import { AuthConfig } from 'another';\nexport const authConfig: AuthConfig = {};\n",
        ],
      ]),
    /^projects\/shop\/src\/app\/auth\.config\.ts is there already, and exports no authConfig for ngx-implicit-auth/,
  ],
];
for (const [name, make, says] of WORKSPACES) {
  it(`refuses a workspace with ${name}, and writes nothing`, async () => {
    const tree = await make();
    const before = contents(tree);
    await assert.rejects(add(tree), ({ message }: Error) => says.test(message) || assert.fail(message));
    assert.deepEqual(contents(tree), before);
  });
}

it('takes the app that is built, where another one is there for end-to-end tests', async () => {
  const tree = await newWorkspace({ name: 'shop' }, { name: 'shop-e2e' });
  const workspace = JSON.parse(tree.readContent('angular.json'));
  delete workspace.projects['shop-e2e'].architect.build;
  tree.overwrite('angular.json', JSON.stringify(workspace, null, 2));
  assert.ok((await add(tree)).tree.exists('projects/shop/src/app/auth.config.ts'));
});

it('sets up the one of two apps that --project names, and no file of the other', async () => {
  const before = await newWorkspace({ name: 'shop' }, { name: 'office' });
  const { tree } = await add(before, { project: 'office' });
  const changed = tree.files.filter(
    (file) => !before.exists(file) || before.readContent(file) !== tree.readContent(file),
  );
  assert.deepEqual(changed.map((file) => file.replace('/projects/office/src/app/', '')).sort(), [
    '/angular.json',
    'app.config.ts',
    'app.routes.ts',
    'auth.config.ts',
  ]);
  assert.deepEqual(assetsOf(tree, 'shop'), assetsOf(before, 'shop'));
  assert.equal(assetsOf(tree, 'office').length, 2);
});

function assetsOf(tree: UnitTestTree, project: string): readonly unknown[] {
  return JSON.parse(tree.readContent('angular.json')).projects[project].architect.build.options.assets as unknown[];
}
