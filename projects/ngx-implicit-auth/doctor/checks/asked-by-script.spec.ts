import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from '../testing/reply.ts';
import { APP } from '../testing/server.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { pushedRequests, revocation, tokenEndpoint } from './asked-by-script.ts';

const answer = (status: number, error?: string) =>
  replyOf({ status, headers: { 'access-control-allow-origin': APP }, text: JSON.stringify({ error }) });
const subject = subjectBy({ flow: 'code' });

it('does not ask for a public client where the client is not known at all', () => {
  const refused = answer(401, 'invalid_client');
  assert.equal(tokenEndpoint(refused, subject, true, null)[0]?.code, 'token_request_refused');
  assert.equal(tokenEndpoint(refused, subject, false, null)[0]?.verdict, 'aside');
  assert.equal(revocation(refused, subject, true, null).verdict, 'wrong');
  assert.equal(revocation(refused, subject, false, null).verdict, 'aside');
});

it('tells a client that may not redeem codes from a code that nobody has issued', () => {
  for (const error of ['unauthorized_client', 'unsupported_grant_type']) {
    assert.match(String(tokenEndpoint(answer(400, error), subject, true, null)[0]?.cure), /authorization code grant/);
  }
  assert.equal(tokenEndpoint(answer(400, 'invalid_grant'), subject, true, null)[0]?.verdict, 'right');
});

it('is content with a pushed request that is taken', () => {
  assert.equal(pushedRequests(answer(201), subject, null)[0]?.verdict, 'right');
  assert.equal(pushedRequests(answer(400), subject, null)[0]?.verdict, 'wrong');
});
