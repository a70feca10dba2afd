import assert from 'node:assert/strict';
import { it } from 'node:test';
import { authorizationUrl, madeUpRequest } from './authorization-request.ts';
import { parseArguments } from './arguments.ts';
import { subjectFrom } from './subject-of.ts';
import { subjectBy } from './testing/subject-by.ts';

const config = (options: string): string => `export const config = { ${options} };`;

it('puts flags before the configuration, and the configuration before what the library takes by default', () => {
  const source = config("clientId: 'a', redirectUri: 'b', scope: 'openid c', responseType: 'id_token'");
  const read = subjectBy({ 'client-id': 'd' }, source);
  assert.deepEqual(
    [read.clientId, read.redirectUri, read.scope, read.responseType],
    ['d', 'http://localhost:4200/b', 'openid c', 'id_token'],
  );
  const { redirectUri, scope, responseType, discoveryUrl } = subjectBy({ issuer: 'https://id.example.com/' });
  assert.deepEqual(
    [redirectUri, scope, responseType, discoveryUrl],
    [
      'http://localhost:4200/auth/callback',
      'openid',
      'id_token token',
      'https://id.example.com/.well-known/openid-configuration',
    ],
  );
});

it('asks by the flow of the flag, whatever the configuration says', () => {
  const responseType = (flow: string, written: string) =>
    subjectBy({ flow }, config(`responseType: '${written}'`)).responseType;
  assert.equal(responseType('code', 'token'), 'code');
  assert.equal(responseType('implicit', 'token'), 'token');
  assert.equal(responseType('implicit', 'code'), 'id_token token');
});

it('takes the origin from an absolute redirect URI, and the root of the app from its place', () => {
  const { origin, postLogoutRedirectUri } = subjectBy({
    origin: 'https://other.example',
    'redirect-uri': 'https://app.example/base/auth/callback',
  });
  assert.deepEqual([origin, postLogoutRedirectUri], ['https://other.example', 'https://app.example/base/']);
  const args = parseArguments([
    'doctor',
    '--issuer',
    'https://id.example.com',
    '--redirect-uri',
    'https://app.example/a',
  ]);
  assert.ok(args !== 'help');
  assert.deepEqual([subjectFrom(args, null).origin, subjectFrom(args, null).remarks], ['https://app.example', []]);
  const source = config("redirectUri: 'https://app.example/base/auth/callback', postLogoutRedirectUri: 'bye'");
  assert.equal(subjectBy({}, source).postLogoutRedirectUri, 'http://localhost:4200/bye');
});

it('asks for no id_token at a server by hand that has no keys', () => {
  const { responseType, scope } = subjectBy({ 'authorization-endpoint': 'https://id.example.com/oauth' });
  assert.deepEqual([responseType, scope], ['token', '']);
});

it('makes the request that the app would make, and another state each time', () => {
  const subject = subjectBy({ flow: 'code', issuer: 'https://a.eu.auth0.com/' }, "auth0({ audience: 'https://api' })");
  const [request, other] = [madeUpRequest(subject), madeUpRequest(subject)];
  assert.notEqual(request.state, other.state);
  const url = new URL(authorizationUrl('https://a.eu.auth0.com/authorize?a=b', request.parameters('timesheets-spa')));
  const names = ['a', 'client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'code_challenge'];
  assert.deepEqual([...url.searchParams.keys()], [...names, 'code_challenge_method', 'audience', 'prompt']);
  assert.equal(url.searchParams.get('prompt'), 'none');
  const implicit = madeUpRequest(subjectBy({ 'authorization-endpoint': 'https://id.example.com/oauth' }));
  assert.deepEqual(Object.keys(implicit.parameters('a')), [
    'client_id',
    'redirect_uri',
    'response_type',
    'state',
    'prompt',
  ]);
});
