import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import { handleFor } from './auth-server.ts';
import { isForServer } from './endpoints.ts';
import { APP, ISSUER, request, sentBack, serverWith } from './testing/server.ts';

it('answers what it has not by 501, and tells the test what to do, but nothing of the query', async () => {
  const { get, state } = await serverWith();
  const answer = await get('/api/roles?token=hidden', {}, { origin: APP });
  assert.equal(answer.status, 501);
  assert.equal(answer.headers['access-control-allow-origin'], APP);
  assert.match(state.problems.join(), /GET https:\/\/id\.example\.com\/api\/roles was answered with 501/);
  assert.match(state.problems.join(), /POST \/token, .*page\.route\('https:\/\/id\.example\.com\/api\/roles', …\)/);
  assert.ok(!state.problems.join().includes('hidden'));
});

it('takes another method for something that it has not', async () => {
  const { get, state } = await serverWith();
  assert.equal((await get('/token')).status, 501);
  assert.match(state.problems.join(), /GET https:\/\/id\.example\.com\/token was answered with 501/);
  assert.deepEqual(state.requests, []);
});

it('lets the pages of the app read what scripts ask for, and answers the question before that', async () => {
  const server = await serverWith();
  for (const path of ['/.well-known/openid-configuration', '/keys', '/userinfo'])
    assert.equal((await server.get(path, {}, { origin: APP })).headers['access-control-allow-origin'], APP, path);
  const preflight = await server.ask('OPTIONS', '/userinfo', {}, { origin: APP });
  assert.deepEqual(
    [preflight.status, preflight.headers['access-control-allow-headers']],
    [204, 'authorization, content-type, dpop'],
  );
  const page = await server.get('/authorize', request(), { origin: APP });
  assert.equal(page.headers['access-control-allow-origin'], undefined);
});

it('names in its document where everything is', async () => {
  const { get, state } = await serverWith({ endpoints: { authorization: 'https://login.example.com/oauth2' } });
  const document = JSON.parse((await get('/.well-known/openid-configuration')).body);
  assert.equal(document.issuer, ISSUER);
  assert.equal(document.authorization_endpoint, 'https://login.example.com/oauth2');
  assert.equal(document.token_endpoint, `${ISSUER}/token`);
  assert.equal((await get('https://login.example.com/oauth2', request())).status, 302);
  assert.deepEqual(state.problems, []);
});

it('answers for every origin of its own, and at that of the app for its endpoints alone', async () => {
  const { state } = await serverWith({ issuer: `${APP}/auth`, endpoints: { token: 'https://token.example.com/a' } });
  const isOurs = (url: string) => isForServer(state, new URL(url));
  assert.ok(isOurs('https://token.example.com/other'));
  assert.ok(isOurs(`${APP}/auth/authorize?state=a`));
  assert.ok(!isOurs(`${APP}/auth/authorized.js`));
  assert.ok(!isOurs(`${APP}/timesheets`));
  assert.ok(!isOurs('https://api.example.com/'));
});

it('tells an API whose a token is, until it expires', async () => {
  const { get, pass, state } = await serverWith();
  const asked = request({ audience: 'timesheets', scope: 'openid read:timesheets' });
  const { access_token: token = '' } = sentBack(await get('/authorize', asked)).parameters;
  const { accessTokenIn } = handleFor(state);
  assert.deepEqual(accessTokenIn(`bearer ${token}`), {
    person: { sub: 'alice', name: 'Alice' },
    scopes: ['openid', 'read:timesheets'],
    audience: 'timesheets',
    expiresAt: state.now() + 3_600,
  });
  for (const header of [token, 'Bearer made-up', '', null, undefined]) assert.equal(accessTokenIn(header), null);
  pass(3_600);
  assert.equal(accessTokenIn(`Bearer ${token}`), null);
  assert.match((await get('/userinfo', {}, {})).headers['www-authenticate'] ?? '', /invalid_token/);
});

it('tells of everybody what it knows, also after another has signed in', async () => {
  const { get, state } = await serverWith();
  const { access_token: token = '' } = sentBack(await get('/authorize', request())).parameters;
  handleFor(state).signInAs({ sub: 'bob' });
  const told = await get('/userinfo', {}, { authorization: `Bearer ${token}` });
  assert.deepEqual(JSON.parse(told.body), { sub: 'alice', name: 'Alice' });
});

it('signs nobody in who is nobody', async () => {
  const { state } = await serverWith();
  assert.throws(() => handleFor(state).signInAs({} as never), /The person has no sub/);
});

it('ends the session, and leads back with the state', async () => {
  const { get, state } = await serverWith();
  const { to, parameters } = sentBack(await get('/end-session', { post_logout_redirect_uri: `${APP}/`, state: 's' }));
  assert.deepEqual([to, parameters], [`${APP}/`, { state: 's' }]);
  assert.equal(sentBack(await get('/authorize', request({ prompt: 'none' }))).parameters['error'], 'login_required');
  assert.deepEqual(state.problems, []);
});

it('keeps the session when a sign-out would lead elsewhere, and tells the test', async () => {
  const { get, state } = await serverWith({ postLogoutRedirectUris: [`${APP}/bye`] });
  assert.equal((await get('/end-session', { post_logout_redirect_uri: `${APP}/` })).status, 400);
  assert.match(state.problems.join(), /Registered, by authServerOptions\.postLogoutRedirectUris, are: /);
  assert.equal((await get('/authorize', request({ prompt: 'none' }))).status, 302);
  assert.ok(sentBack(await get('/authorize', request({ prompt: 'none' }))).parameters['access_token']);
});

it('signs with new keys on demand, and publishes them alone', async () => {
  const { get, state } = await serverWith();
  const keys = async () => JSON.parse((await get('/keys')).body).keys.map(({ kid }: { kid: string }) => kid);
  const before = await keys();
  await handleFor(state).rotateKeys();
  const after = await keys();
  assert.equal(after.length, 1);
  assert.notDeepEqual(after, before);
  const { id_token: token = '' } = sentBack(await get('/authorize', request())).parameters;
  assert.equal(decodeProtectedHeader(token).kid, after[0]);
});

it('shows the requests that it has answered, and of secrets that they were there', async () => {
  const { get, state } = await serverWith();
  await get('/authorize', request());
  assert.deepEqual(state.requests, [
    {
      endpoint: 'authorization',
      method: 'GET',
      parameters: { ...request(), state: '[secret]', nonce: '[secret]' },
    },
  ]);
});

it('shows no secret of any request', async () => {
  const { get, post, state } = await serverWith();
  const secrets = ['code', 'code_verifier', 'refresh_token', 'token', 'id_token_hint', 'request_uri', 'code_challenge'];
  await post('/revoke', Object.fromEntries(secrets.map((name) => [name, 'hidden'])));
  await get('/end-session', { id_token_hint: 'hidden', state: 'hidden' });
  assert.equal(state.requests.length, 2);
  assert.ok(!JSON.stringify(state.requests).includes('hidden'));
});
