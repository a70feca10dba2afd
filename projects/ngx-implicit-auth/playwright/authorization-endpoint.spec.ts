import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import {
  CALLBACK,
  codeRequest,
  ISSUER,
  request,
  sentBack,
  serverWith,
  type Parameters,
  type TestedServer,
} from './testing/server.ts';

it('sends tokens back in the fragment, with the state, and signed by the key that it publishes', async () => {
  const { get, state } = await serverWith({ person: { sub: 'bob', roles: ['approver'] } });
  const { to, by, parameters } = sentBack(await get('/authorize', request({ scope: 'openid read:timesheets' })));
  assert.deepEqual([to, by], [CALLBACK, 'fragment']);
  assert.equal(parameters['state'], 'a-state');
  assert.equal(parameters['iss'], ISSUER);
  assert.equal(parameters['scope'], 'openid read:timesheets');
  const keys = createLocalJWKSet(JSON.parse((await get('/keys')).body));
  const checks = { issuer: ISSUER, audience: 'timesheets-spa', currentDate: new Date(state.now() * 1_000) };
  const { payload } = await jwtVerify(parameters['id_token'] ?? '', keys, checks);
  assert.equal(payload.sub, 'bob');
  assert.deepEqual(payload['roles'], ['approver']);
  assert.equal(payload['nonce'], 'a-nonce');
  const hash = createHash('sha256')
    .update(parameters['access_token'] ?? '')
    .digest();
  assert.equal(payload['at_hash'], hash.subarray(0, 16).toString('base64url'));
  const access = { ...checks, audience: ISSUER, typ: 'at+jwt' };
  assert.equal((await jwtVerify(parameters['access_token'] ?? '', keys, access)).payload.sub, 'bob');
  assert.deepEqual(state.problems, []);
});

it('sends a code back in the query, or in the fragment where the app wants that', async () => {
  const { get } = await serverWith();
  assert.equal(sentBack(await get('/authorize', codeRequest())).by, 'query');
  assert.equal(sentBack(await get('/authorize', codeRequest({ response_mode: 'fragment' }))).by, 'fragment');
});

/** What no proper app asks for, what the app is told, and what the test is told; `null`: a page. */
const WRONG: Readonly<Record<string, readonly [Parameters, string | null, RegExp]>> = {
  'another client id': [request({ client_id: 'other' }), null, /client_id is 'other', .* knows 'timesheets-spa' alone/],
  'no client id': [request({ client_id: undefined }), null, /client_id is missing/],
  'a redirect URI elsewhere': [
    request({ redirect_uri: 'https://evil.example/' }),
    null,
    /redirect_uri is https:\/\/evil\.example\/\. Registered is any page at http:\/\/localhost:4200/,
  ],
  'no redirect URI': [request({ redirect_uri: undefined }), null, /redirect_uri is missing/],
  'a redirect URI with a fragment': [request({ redirect_uri: `${CALLBACK}#a` }), null, /redirect_uri is/],
  'a request that was never pushed': [request({ request_uri: 'urn:a' }), null, /not one that was pushed/],
  'an unknown response type': [request({ response_type: 'code token' }), 'unsupported_response_type', /is code token/],
  'a response mode that there is not': [request({ response_mode: 'form_post' }), 'invalid_request', /is form_post/],
  'tokens in the query': [request({ response_mode: 'query' }), 'invalid_request', /query for a code/],
  'an id_token without a nonce': [request({ nonce: undefined }), 'invalid_request', /without a nonce/],
  'an id_token without openid': [request({ scope: 'profile' }), 'invalid_request', /without the scope openid/],
  'a code without PKCE': [codeRequest({ code_challenge: undefined }), 'invalid_request', /without PKCE/],
  'a code with the plain method': [codeRequest({ code_challenge_method: 'plain' }), 'invalid_request', /without PKCE/],
  'a request object': [request({ request: 'a.b.c' }), 'invalid_request', /request object/],
  'bound tokens': [codeRequest({ dpop_jkt: 'a' }), 'invalid_request', /DPoP/],
};

for (const [name, [parameters, error, problem]] of Object.entries(WRONG)) {
  it(`refuses ${name} as a server does, and tells the test`, async () => {
    const { get, state } = await serverWith();
    const answer = await get('/authorize', parameters);
    if (error === null) assert.deepEqual([answer.status, answer.headers['location']], [400, undefined]);
    else assert.equal(sentBack(answer).parameters['error'], error);
    assert.equal(state.problems.length, 1);
    assert.match(state.problems[0] ?? '', problem);
  });
}

it('refuses a page of the app that is not among the registered ones', async () => {
  const { get, state } = await serverWith({ redirectUris: [CALLBACK] });
  assert.equal((await get('/authorize', request())).status, 302);
  assert.equal((await get('/authorize', request({ redirect_uri: `${CALLBACK}/` }))).status, 400);
  assert.match(state.problems.join(), /Registered, by authServerOptions\.redirectUris, are: /);
});

it('shows its page to whom it does not know, and tells a frame that it would have to', async () => {
  const { get, state } = await serverWith({ isSignedIn: false });
  assert.equal(sentBack(await get('/authorize', request({ prompt: 'none' }))).parameters['error'], 'login_required');
  const page = await get('/authorize', request());
  assert.equal(page.status, 200);
  assert.match(page.body, /<form action="https:\/\/id\.example\.com\/login">.*name="state" value="a-state"/s);
  assert.ok(sentBack(await get('/login', request())).parameters['id_token']);
  assert.ok(sentBack(await get('/authorize', request({ prompt: 'none' }))).parameters['id_token']);
  assert.deepEqual(state.problems, []);
});

it('shows it again where the app asks for that, or the sign-in is too long ago', async () => {
  const { get, pass } = await serverWith();
  for (const prompt of ['login', 'select_account'])
    assert.equal((await get('/authorize', request({ prompt }))).status, 200);
  assert.equal((await get('/authorize', request({ max_age: '60' }))).status, 302);
  pass(61);
  assert.equal((await get('/authorize', request({ max_age: '60' }))).status, 200);
  assert.equal((await get('/authorize', request({ prompt: 'consent' }))).status, 302);
});

it('grants the acr that is asked for first, unless the person has another', async () => {
  const asked = request({ acr_values: 'mfa pwd' });
  const acrOf = async ({ get }: TestedServer) =>
    decodeJwt(sentBack(await get('/authorize', asked)).parameters['id_token'] ?? '')['acr'];
  assert.equal(await acrOf(await serverWith()), 'mfa');
  assert.equal(await acrOf(await serverWith({ person: { sub: 'alice', acr: 'pwd' } })), 'pwd');
});

it('answers one request with the refusal that the test wants', async () => {
  const { get, state } = await serverWith();
  state.refusal = { error: 'access_denied', description: 'Not today.' };
  const { parameters } = sentBack(await get('/authorize', request()));
  assert.deepEqual(parameters, {
    ...{ error: 'access_denied', error_description: 'Not today.', state: 'a-state', iss: ISSUER },
  });
  assert.ok(sentBack(await get('/authorize', request())).parameters['access_token']);
  assert.deepEqual(state.problems, []);
});

it('grants the scopes that there are', async () => {
  const { get } = await serverWith({ scopes: ['openid', 'read:timesheets'] });
  const asked = request({ scope: 'openid read:timesheets approve:timesheets' });
  assert.equal(sentBack(await get('/authorize', asked)).parameters['scope'], 'openid read:timesheets');
});

it('takes a pushed request once', async () => {
  const { get, post, state } = await serverWith();
  const pushed = await post('/par', codeRequest());
  assert.equal(pushed.status, 201);
  const { request_uri } = JSON.parse(pushed.body);
  assert.ok(sentBack(await get('/authorize', { client_id: 'timesheets-spa', request_uri })).parameters['code']);
  assert.deepEqual(state.problems, []);
  assert.equal((await get('/authorize', { client_id: 'timesheets-spa', request_uri })).status, 400);
});

it('refuses what is wrong with a request when it is pushed', async () => {
  const { post, state } = await serverWith();
  assert.equal((await post('/par', codeRequest({ client_id: 'other' }))).status, 400);
  assert.equal((await post('/par', codeRequest({ code_challenge: undefined }))).status, 400);
  assert.equal(state.problems.length, 2);
});
