import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AuthorizationAnswers } from '../answers.ts';
import { madeUpRequest } from '../authorization-request.ts';
import { replyOf } from '../testing/reply.ts';
import { subjectBy } from '../testing/subject-by.ts';
import { answer } from './answer.ts';

it('takes an answer in the query where the app does, and by a code', () => {
  const codeOf = (flags: Readonly<Record<string, string>>, source = ''): string | undefined => {
    const subject = subjectBy(flags, source);
    const request = madeUpRequest(subject);
    const app = replyOf({
      status: 302,
      location: `${subject.redirectUri}?error=login_required&state=${request.state}`,
    });
    const answers: AuthorizationAnswers = { request, app, stranger: app, elsewhere: app, renewalPage: app };
    return answer(answers, subject, { names: [subject.issuer], isInAnswers: false }, null).at(-1)?.code;
  };
  const source = "tokenInQuery({ authorizationEndpoint: 'https://id.example.com/oauth', clientId: 'a' })";
  assert.equal(codeOf({}), 'response_in_query');
  assert.equal(codeOf({}, source), undefined);
  assert.equal(codeOf({ flow: 'code' }), undefined);
});
