import assert from 'node:assert/strict';
import { it } from 'node:test';
import { subjectBy } from '../testing/subject-by.ts';
import { code, responseType } from './offers.ts';

const OFFERED = {
  response_types_supported: ['code', 'token id_token'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint: 'https://id.example.com/token',
};

it('advises code + PKCE where it is offered to an app in a browser', () => {
  assert.equal(code(OFFERED, subjectBy({}), null).length, 1);
  assert.equal(code({ ...OFFERED, code_challenge_methods_supported: ['plain'] }, subjectBy({}), null).length, 0);
  assert.equal(code({ ...OFFERED, token_endpoint: undefined }, subjectBy({}), null).length, 0);
  // Google wants a secret of every web app.
  assert.equal(code(OFFERED, subjectBy({}), 'Google').length, 0);
});

it('takes the parts of a response type in any order, and cannot tell where nothing is said', () => {
  assert.equal(responseType(OFFERED, subjectBy({}), null).verdict, 'right');
  assert.equal(responseType({}, subjectBy({}), null).verdict, 'unknown');
});
