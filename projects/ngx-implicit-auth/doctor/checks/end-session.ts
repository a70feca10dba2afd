import type { Answers } from '../answers.ts';
import type { Answer } from '../ask.ts';
import { cureOf } from '../cures.ts';
import { aside, right, unknown, wrong, type Finding } from '../finding.ts';
import { pageOf, type Product } from '../products.ts';
import { shownUrl } from '../shown.ts';
import type { Subject } from '../subject.ts';
import { noAnswer } from './no-answer.ts';

/** Whether people can sign out at the server, and come back to the app. */
export function endSession(answers: Answers['endSession'], subject: Subject, product: Product | null): Finding {
  const check = 'end-session';
  if (answers === null) {
    return aside(check, 'There is no end-session endpoint: logout() signs people out of the app alone.', {
      cure: cureOf('endSession', product),
      docs: pageOf(product),
    });
  }
  const { bare, back } = answers;
  for (const answer of [bare, back]) if (answer.kind === 'no-reply') return noAnswer(check, answer);
  const [withoutUri, withUri] = [statusOf(bare), statusOf(back)];
  if (withUri < 400) return right(check, 'It takes people, and the way back to the app.');
  if (withUri === 404 || withUri === 405 || withUri >= 500) {
    return wrong(check, `${shownUrl(back.url)} answers with status ${withUri}.`, {
      code: 'server_answer_invalid',
      cure: 'Correct end_session_endpoint in the document, or at the server what stands before it.',
    });
  }
  const uri = shownUrl(subject.postLogoutRedirectUri);
  const cure = cureOf('signOutUri', product, uri);
  return withoutUri < 400
    ? wrong(check, `The server refuses to send people back to ${uri} after a sign-out (status ${withUri}).`, {
        cure,
        docs: pageOf(product),
      })
    : unknown(check, `Without an id_token the server answers with status ${withUri}, and so does not tell.`, {
        cure,
        docs: pageOf(product),
      });
}

function statusOf(answer: Answer): number {
  return answer.kind === 'reply' ? answer.status : 0;
}
