import { expect } from '@playwright/test';
import { withThese, without, type Behaviour } from './behaviour.ts';
import { conformanceTests } from './conformance.ts';
import { ALG_NONE, SEVERAL_KEYS_WITHOUT_KID } from './departures.ts';
import { EC_KEY, spoilSignature } from './signing-keys.ts';
import { test } from './stage.ts';

const SIGNED_WITH_ES256: Behaviour = { keys: () => ({ signing: EC_KEY, published: [EC_KEY] }) };

test.describe('R29 R39 the signature of the id_token', () => {
  conformanceTests([
    { name: 'RS256', rules: 'R29', outcome: 'accepted' },
    {
      name: 'bad RS256 signature',
      rules: 'R29 R43',
      behaviour: { idToken: spoilSignature },
      outcome: 'id_token_signature_invalid',
    },
    {
      name: 'alg: none',
      rules: 'R29 A9',
      behaviour: ALG_NONE,
      outcome: 'id_token_algorithm_refused',
    },
    { name: 'kid absent, one key', rules: 'R39', behaviour: { header: without('kid') }, outcome: 'accepted' },
    {
      name: 'kid absent, several keys',
      rules: 'R39',
      behaviour: SEVERAL_KEYS_WITHOUT_KID,
      outcome: 'accepted',
    },
    { name: 'ES256', rules: 'R29', behaviour: SIGNED_WITH_ES256, outcome: 'accepted' },
    {
      name: 'bad ES256 signature',
      rules: 'R29 R43',
      behaviour: { ...SIGNED_WITH_ES256, idToken: spoilSignature },
      outcome: 'id_token_signature_invalid',
    },
  ]);
});

test.describe('R4 R30 R31 R33 R35 the claims of the id_token', () => {
  conformanceTests([
    { name: 'happy path', rules: 'R29', outcome: 'accepted' },
    {
      name: 'issuer mismatch',
      rules: 'R30 R43',
      behaviour: { claims: withThese({ iss: 'https://another.example' }) },
      outcome: 'id_token_issuer_mismatch',
    },
    { name: 'missing sub', rules: 'R33 R43', behaviour: { claims: without('sub') }, outcome: 'id_token_malformed' },
    {
      name: 'invalid aud',
      rules: 'R31 R43',
      behaviour: { claims: withThese({ aud: 'another-client' }) },
      outcome: 'id_token_audience_mismatch',
    },
    {
      name: 'missing aud',
      rules: 'R31 R33 R43',
      behaviour: { claims: without('aud') },
      outcome: 'id_token_audience_mismatch',
    },
    { name: 'missing iat', rules: 'R33 R43', behaviour: { claims: without('iat') }, outcome: 'id_token_malformed' },
    {
      name: 'nonce in the request',
      rules: 'R4',
      outcome: 'accepted',
      also: ({ server }) => {
        const nonces = server.record.to('authorize').map(({ query }) => query.get('nonce'));
        expect(nonces).toEqual([expect.stringMatching(/^[\w-]{22,}$/)]);
      },
    },
    {
      name: 'wrong nonce',
      rules: 'R35 R43',
      behaviour: { claims: withThese({ nonce: 'of-another-sign-in' }) },
      outcome: 'id_token_nonce_mismatch',
    },
  ]);
});

test.describe('R36 the access token that the id_token vouches for', () => {
  conformanceTests([
    {
      name: 'wrong at_hash',
      rules: 'R36 R43 A2',
      responseTypes: ['id_token token'],
      behaviour: { claims: withThese({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }) },
      outcome: 'at_hash_mismatch',
    },
    {
      name: 'missing at_hash',
      rules: 'R36 R43 A2',
      responseTypes: ['id_token token'],
      behaviour: { claims: without('at_hash') },
      outcome: 'at_hash_missing',
    },
  ]);
});
