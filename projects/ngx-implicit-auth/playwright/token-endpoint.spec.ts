import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decodeJwt } from 'jose';
import {
  CALLBACK,
  codeRequest,
  redemption,
  sentBack,
  serverWith,
  type Parameters,
  type TestedServer,
} from './testing/server.ts';

async function codeFrom({ get }: TestedServer, departure: Parameters = {}): Promise<string | undefined> {
  return sentBack(await get('/authorize', codeRequest(departure))).parameters['code'];
}

async function tokensFrom(server: TestedServer, departure: Parameters = {}): Promise<Record<string, string>> {
  return JSON.parse((await server.post('/token', redemption(await codeFrom(server, departure)))).body);
}

function refresh(token: string | undefined, departure: Parameters = {}): Parameters {
  return { client_id: 'timesheets-spa', grant_type: 'refresh_token', refresh_token: token, ...departure };
}

it('gives tokens for a code, once', async () => {
  const server = await serverWith();
  const code = await codeFrom(server);
  const answer = await server.post('/token', redemption(code));
  assert.equal(answer.status, 200);
  const { id_token, token_type, expires_in, refresh_token } = JSON.parse(answer.body);
  assert.deepEqual([token_type, expires_in, refresh_token], ['Bearer', 3_600, undefined]);
  assert.equal(decodeJwt(id_token)['nonce'], 'a-nonce');
  assert.deepEqual(server.state.problems, []);

  const again = await server.post('/token', redemption(code));
  assert.deepEqual([again.status, JSON.parse(again.body).error], [400, 'invalid_grant']);
  assert.match(server.state.problems.join(), /never issued, or it was redeemed before/);
});

const WRONG: Readonly<Record<string, readonly [Parameters, string, RegExp]>> = {
  'another client id': [{ client_id: 'other' }, 'invalid_client', /client_id is 'other'/],
  'another redirect URI': [{ redirect_uri: `${CALLBACK}/` }, 'invalid_grant', /redirect_uri is not that/],
  'another verifier': [{ code_verifier: 'a'.repeat(43) }, 'invalid_grant', /code_verifier is not that/],
  'no verifier': [{ code_verifier: undefined }, 'invalid_grant', /code_verifier is not that/],
  'another code': [{ code: 'made-up' }, 'invalid_grant', /code was never issued/],
  'another grant': [{ grant_type: 'password' }, 'unsupported_grant_type', /grant_type is password/],
};

for (const [name, [departure, error, problem]] of Object.entries(WRONG)) {
  it(`refuses ${name}, and tells the test`, async () => {
    const server = await serverWith();
    const answer = await server.post('/token', redemption(await codeFrom(server), departure));
    assert.deepEqual([answer.status, JSON.parse(answer.body).error], [400, error]);
    assert.match(server.state.problems.join(), problem);
  });
}

it('refuses a proof, as it binds no tokens', async () => {
  const server = await serverWith();
  const answer = await server.post('/token', redemption(await codeFrom(server)), { dpop: 'a.b.c' });
  assert.equal(answer.status, 400);
  assert.match(server.state.problems.join(), /DPoP/);
});

it('gives a refresh token for offline_access, and another in its place each time', async () => {
  const server = await serverWith();
  const first = await tokensFrom(server, { scope: 'openid offline_access' });
  assert.ok(first['refresh_token']);
  const second = JSON.parse((await server.post('/token', refresh(first['refresh_token']))).body);
  assert.notEqual(second.refresh_token, first['refresh_token']);
  assert.equal(decodeJwt(second.id_token)['nonce'], undefined);
  assert.equal(second.scope, 'openid offline_access');
  const again = await server.post('/token', refresh(first['refresh_token']));
  assert.equal(JSON.parse(again.body).error, 'invalid_grant');
  assert.deepEqual(server.state.problems, []);
});

it('narrows an access token to one API by a refresh token, and the next refresh has everything again', async () => {
  const server = await serverWith();
  const { refresh_token: first } = await tokensFrom(server, { scope: 'openid offline_access read:timesheets' });
  const narrow = { scope: 'read:timesheets approve:timesheets', audience: 'timesheets' };
  const second = JSON.parse((await server.post('/token', refresh(first, narrow))).body);
  assert.equal(decodeJwt(second.access_token).aud, 'timesheets');
  assert.equal(second.scope, 'read:timesheets');
  const third = JSON.parse((await server.post('/token', refresh(second.refresh_token))).body);
  assert.equal(third.scope, 'openid offline_access read:timesheets');
});

it('has no refresh token of somebody who has signed out at the server', async () => {
  const server = await serverWith();
  const { refresh_token } = await tokensFrom(server, { scope: 'openid offline_access' });
  assert.equal((await server.get('/end-session')).status, 200);
  assert.equal((await server.post('/token', refresh(refresh_token))).status, 400);
  assert.deepEqual(server.state.problems, []);
});

it('knows a token no more that was revoked', async () => {
  const server = await serverWith();
  const { access_token, refresh_token } = await tokensFrom(server, { scope: 'openid offline_access' });
  const userInfo = () => server.get('/userinfo', {}, { authorization: `Bearer ${access_token ?? ''}` });
  assert.equal((await userInfo()).status, 200);
  for (const token of [access_token, refresh_token]) await server.post('/revoke', { token });
  assert.equal((await userInfo()).status, 401);
  assert.equal((await server.post('/token', refresh(refresh_token))).status, 400);
});
