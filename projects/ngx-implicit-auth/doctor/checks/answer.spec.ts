import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AuthorizationAnswers } from '../answers.ts';
import { madeUpRequest } from '../authorization-request.ts';
import { replyOf } from '../testing/reply.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { answer } from './answer.ts';

/** What is found where the server comes back with this. */
function foundAt(response: string, flags: Readonly<Record<string, string>>, source = '') {
  const subject = subjectBy(flags, source);
  const request = madeUpRequest(subject);
  const app = replyOf({ status: 302, location: `${subject.redirectUri}${response}&state=${request.state}` });
  const answers: AuthorizationAnswers = { request, app, stranger: app, elsewhere: app, renewalPage: app };
  const found = answer(answers, subject, { names: [subject.issuer], isInAnswers: false }, null).at(-1);
  return found?.code ?? found?.verdict;
}

it('takes an answer in the query where the app does, and by a code', () => {
  const source = "tokenInQuery({ authorizationEndpoint: 'https://id.example.com/oauth', clientId: 'a' })";
  assert.equal(foundAt('?access_token=a', {}), 'response_in_query');
  assert.equal(foundAt('?access_token=a', {}, source), 'right');
  assert.equal(foundAt('?error=login_required', { flow: 'code' }), 'right');
});

it('takes a refusal in the query, as the library does, and cannot tell from it where tokens come', () => {
  assert.equal(foundAt('?error=login_required', {}), 'unknown');
  assert.equal(foundAt('#error=login_required', {}), 'right');
});

it('says that nobody in a browser can read an answer that is posted', () => {
  const subject = subjectBy({});
  const request = madeUpRequest(subject);
  const app = replyOf({ text: `<form method="post" action="${subject.redirectUri}">` });
  const answers: AuthorizationAnswers = { request, app, stranger: app, elsewhere: app, renewalPage: app };
  const found = answer(answers, subject, { names: [subject.issuer], isInAnswers: false }, null);
  assert.deepEqual(
    found.map(({ check, verdict }) => [check, verdict]),
    [['answer', 'wrong']],
  );
  assert.match(String(found[0]?.cure), /answer in the fragment, not by form_post/);
});
