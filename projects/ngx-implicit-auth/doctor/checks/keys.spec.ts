import assert from 'node:assert/strict';
import { it } from 'node:test';
import { APP, PUBLIC_KEY } from '../testing/server.ts';
import { replyOf } from '../testing/reply.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { keys, signatures } from './keys.ts';

const codeOf = (published: unknown): string | undefined => {
  const headers = { 'access-control-allow-origin': APP };
  const [set] = keys(replyOf({ headers, text: JSON.stringify({ keys: published }) }), subjectBy({}), null);
  return set?.code;
};

it('takes the keys that the library can verify with, and no others', () => {
  const ec = { kty: 'EC', crv: 'P-256', x: 'a', y: 'a' };
  assert.equal(codeOf([ec]), undefined);
  assert.equal(codeOf([{ kty: 'OKP', crv: 'Ed25519', x: 'a' }]), undefined);
  assert.equal(codeOf([{ ...ec, crv: 'secp256k1' }]), 'signing_key_unknown');
  assert.equal(codeOf([{ ...PUBLIC_KEY, key_ops: ['encrypt'] }]), 'signing_key_unknown');
  assert.equal(codeOf([{ ...PUBLIC_KEY, key_ops: ['verify'] }]), undefined);
  assert.equal(codeOf([null, 'key', PUBLIC_KEY]), undefined);
  assert.equal(codeOf([]), 'signing_key_unknown');
});

it('takes no more keys than the library does', () => {
  assert.equal(codeOf(Array(100).fill(PUBLIC_KEY)), undefined);
  assert.equal(codeOf(Array(101).fill(PUBLIC_KEY)), 'key_set_invalid');
});

it('asks for none where no id_token is asked for', () => {
  const source = "export const config = { responseType: 'token' };";
  assert.equal(keys(null, subjectBy({}, source), null)[0]?.verdict, 'aside');
});

it('takes no name of an algorithm that only objects have, and no object for a name', () => {
  const verdictOf = (...algorithms: readonly unknown[]) =>
    signatures({ id_token_signing_alg_values_supported: algorithms }, null, null).verdict;
  assert.equal(verdictOf('RS256', 'none'), 'right');
  assert.equal(verdictOf('toString', 'constructor'), 'wrong');
  assert.equal(verdictOf({ toString: null }, null, 1), 'wrong');
});
