import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from '../testing/reply.ts';
import { APP } from '../testing/server.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { pushedRequests, revocation, tokenEndpoint, userInfo } from './asked-by-script.ts';

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

it('takes no other refusal for a secret that is missing, and none that names no error for an answer', () => {
  assert.equal(tokenEndpoint(answer(401, 'invalid_grant'), subject, true, null)[0]?.verdict, 'right');
  assert.equal(tokenEndpoint(answer(401), subject, true, null)[0]?.verdict, 'wrong');
  for (const status of [400, 403, 429]) {
    assert.equal(tokenEndpoint(answer(status), subject, true, null)[0]?.verdict, 'unknown');
  }
  assert.equal(revocation(answer(400, 'unsupported_token_type'), subject, true, null).verdict, 'right');
});

it('has nothing to mend at what the app does not do', () => {
  const [hidden, refused] = [replyOf({ status: 405 }), answer(401, 'invalid_client')];
  const verdictsBy = (used: boolean | null) => {
    const asking = { ...subject, uses: { userInfo: used, revocation: used } };
    return [
      userInfo(hidden, asking, null),
      revocation(hidden, asking, true, null),
      revocation(refused, asking, true, null),
    ].map(({ verdict }) => verdict);
  };
  assert.deepEqual(verdictsBy(false), ['aside', 'aside', 'aside']);
  for (const used of [true, null]) assert.deepEqual(verdictsBy(used), ['wrong', 'wrong', 'wrong']);
});
