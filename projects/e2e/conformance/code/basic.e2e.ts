import { expect } from '@playwright/test';
import { withThese, without } from '../behaviour.ts';
import { ALG_NONE, SEVERAL_KEYS_WITHOUT_KID } from '../departures.ts';
import { expectEveryClaim, expectNoneOfIt } from '../expect-userinfo.ts';
import { spoilSignature } from '../signing-keys.ts';
import type { Stage } from '../stage.ts';
import { codeTests } from './code-tests.ts';
import { postsTo } from './requests-sent.ts';

/** The code came for a challenge, and was redeemed once, by a request that nobody but the verifier vouches for. */
function expectOneExchange({ server, page, app }: Stage): void {
  const [asked, ...more] = server.record.to('authorize');
  expect(more).toEqual([]);
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    response_type: 'code',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    nonce: expect.stringMatching(/^[\w-]{22,}$/),
  });
  const exchanges = postsTo('token', server).map(({ headers }) => headers);
  expect(exchanges).toHaveLength(1);
  for (const name of ['authorization', 'cookie', 'dpop']) expect(exchanges[0]).not.toHaveProperty(name);
  expect(page.url()).toBe(`${app}/secret`);
}

codeTests('Basic RP', {
  plain: { rules: 'R63 R66 R70', outcome: 'accepted', also: expectOneExchange },
  'invalid-iss': {
    rules: 'R30 R43 R69',
    behaviour: { claims: withThese({ iss: 'https://another.example' }) },
    outcome: 'id_token_issuer_mismatch',
  },
  'missing-sub': { rules: 'R33 R43 R69', behaviour: { claims: without('sub') }, outcome: 'id_token_malformed' },
  'invalid-aud': {
    rules: 'R31 R43 R69',
    behaviour: { claims: withThese({ aud: 'another-client' }) },
    outcome: 'id_token_audience_mismatch',
  },
  'missing-iat': { rules: 'R33 R43 R69', behaviour: { claims: without('iat') }, outcome: 'id_token_malformed' },
  'kid-absent-single-jwks': { rules: 'R39 R69', behaviour: { header: without('kid') }, outcome: 'accepted' },
  'kid-absent-multiple-jwks': { rules: 'R39 R69', behaviour: SEVERAL_KEYS_WITHOUT_KID, outcome: 'accepted' },
  'idtoken-sig-rs256': { rules: 'R29 R69', outcome: 'accepted' },
  'idtoken-sig-none': { rules: 'R29 R69 A9', behaviour: ALG_NONE, outcome: 'id_token_algorithm_refused' },
  'invalid-sig-rs256': {
    rules: 'R29 R43 R69',
    behaviour: { idToken: spoilSignature },
    outcome: 'id_token_signature_invalid',
  },
  'userinfo-invalid-sub': {
    rules: 'R45',
    behaviour: { userInfo: withThese({ sub: 'somebody-else' }) },
    outcome: 'accepted',
    userInfoError: 'user_info_subject_mismatch',
    also: expectNoneOfIt,
  },
  'nonce-invalid': {
    rules: 'R35 R43 R69 A29',
    behaviour: { claims: withThese({ nonce: 'of-another-sign-in' }) },
    outcome: 'id_token_nonce_mismatch',
  },
  'scope-userinfo-claims': { rules: 'R3 R44', outcome: 'accepted', also: expectEveryClaim },
});
