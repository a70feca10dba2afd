import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from '../testing/reply.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { endSession } from './end-session.ts';

const verdictOf = (bare: number, back: number) =>
  endSession({ bare: replyOf({ status: bare }), back: replyOf({ status: back }) }, subjectBy({}), null).verdict;

it('tells a way back that is refused from a server that wants an id_token first', () => {
  assert.equal(verdictOf(200, 302), 'right');
  assert.equal(verdictOf(200, 400), 'wrong');
  assert.equal(verdictOf(400, 400), 'unknown');
  for (const status of [404, 405, 500]) assert.equal(verdictOf(status, status), 'wrong');
});
