import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AuthServerOptionsError, settingsFrom, type AuthServerOptions } from './auth-server-options.ts';
import { APP, ISSUER } from './testing/server.ts';

const NEEDED = { issuer: ISSUER, clientId: 'timesheets-spa' };

it('fills in what is not told: Alice, signed in, an hour, endpoints below the issuer', () => {
  const settings = settingsFrom(NEEDED, `${APP}/app/`);
  const { person, isSignedIn, expiresIn, scopes, appOrigins, endpoints } = settings;
  assert.deepEqual(
    { person, isSignedIn, expiresIn, scopes, appOrigins },
    {
      ...{
        person: { sub: 'alice', name: 'Alice' },
        isSignedIn: true,
        expiresIn: 3_600,
        scopes: null,
        appOrigins: [APP],
      },
    },
  );
  assert.equal(endpoints.discovery, `${ISSUER}/.well-known/openid-configuration`);
});

it('takes an issuer as it is, with a path or a slash at its end', () => {
  for (const issuer of ['https://id.example.com/realms/staff', 'https://id.example.com/']) {
    const { endpoints, issuer: kept } = settingsFrom({ ...NEEDED, issuer }, APP);
    assert.equal(kept, issuer);
    assert.equal(endpoints.discovery, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  }
});

const WRONG: Readonly<Record<string, readonly [Partial<Record<keyof AuthServerOptions, unknown>>, RegExp]>> = {
  'a misspelt option': [{ clientID: 'a' } as never, /no authServerOptions\.clientID\. There are: issuer, clientId,/],
  'no issuer': [{ issuer: undefined }, /authServerOptions\.issuer is no URL/],
  'an issuer without a scheme': [{ issuer: 'id.example.com' }, /authServerOptions\.issuer is no URL/],
  'no client id': [{ clientId: '' }, /authServerOptions\.clientId is missing/],
  'a person without a sub': [{ person: { name: 'Alice' } }, /authServerOptions\.person has no sub/],
  'a person that is null': [{ person: null }, /authServerOptions\.person has no sub/],
  'a person with a deadline': [{ person: { sub: 'alice', exp: 1 } }, /has exp, which the server tells by itself/],
  'no time at all': [{ expiresIn: 0 }, /authServerOptions\.expiresIn is no whole number of seconds above 0/],
  'a part of a second': [{ expiresIn: 1.5 }, /authServerOptions\.expiresIn is no whole number/],
  'an issuer with a query': [{ issuer: `${ISSUER}/?tenant=1` }, /issuer has a query/],
  'two scopes in one': [{ scopes: ['openid profile'] }, /"openid profile", which is no scope\. Write each by itself/],
  'a redirect URI that is a path': [{ redirectUris: ['/auth/callback'] }, /redirectUris .*is no URL/],
  'scopes in one text': [{ scopes: 'openid profile' }, /authServerOptions\.scopes is no list/],
  'a redirect URI alone': [{ redirectUris: `${APP}/` }, /authServerOptions\.redirectUris is no list/],
  'an endpoint that there is not': [
    { endpoints: { authorize: ISSUER } },
    /no endpoint authorize\. There are: discovery,/,
  ],
  'an endpoint that is a path': [{ endpoints: { token: '/token' } }, /authServerOptions\.endpoints\.token is no URL/],
};

for (const [name, [departure, message]] of Object.entries(WRONG)) {
  it(`refuses ${name}`, () => {
    const options = { ...NEEDED, ...departure } as AuthServerOptions;
    assert.throws(
      () => settingsFrom(options, APP),
      (error) => error instanceof AuthServerOptionsError && message.test(error.message),
    );
  });
}

it('refuses to go without options, and without a place to come back to', () => {
  assert.throws(() => settingsFrom(undefined, APP), /The server has no options\. Write test\.use\(/);
  assert.throws(() => settingsFrom(NEEDED, undefined), /Set baseURL in playwright\.config\.ts/);
  const redirectUris = ['https://app.example.com/auth/callback'];
  assert.deepEqual(settingsFrom({ ...NEEDED, redirectUris }, undefined).appOrigins, ['https://app.example.com']);
});
