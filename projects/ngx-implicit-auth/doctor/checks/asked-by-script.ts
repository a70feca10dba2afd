import type { Answer, Reply } from '../ask.ts';
import { cureOf } from '../cures.ts';
import { aside, right, unknown, wrong, type CheckName, type Finding } from '../finding.ts';
import { pageOf, type Product } from '../products.ts';
import { membersOf, whatForbids, whatHidesFrom } from '../readable.ts';
import { saidText, shownText, shownUrl } from '../shown.ts';
import type { Subject } from '../subject.ts';
import { noAnswer } from './no-answer.ts';

const CLIENT_UNKNOWN = 'The server does not know the client.';

/** What the token endpoint makes of a code that nobody has issued. */
export function tokenEndpoint(
  answer: Answer | null,
  subject: Subject,
  isKnown: boolean,
  product: Product | null,
): Finding[] {
  const check = 'token endpoint';
  if (subject.responseType !== 'code') return [aside(check, 'Not needed by the implicit grant.')];
  if (answer === null) return [];
  if (answer.kind === 'no-reply') return [noAnswer(check, answer)];
  const { status } = answer;
  const url = shownUrl(answer.url);
  const error = errorOf(answer);
  if (error === null && (status === 404 || status === 405 || status >= 500 || status < 400)) {
    return [
      wrong(check, `${url} answers with status ${status}, as no token endpoint would.`, {
        code: 'server_answer_invalid',
        cure: 'Correct token_endpoint in the document, or at the server what stands before it.',
      }),
    ];
  }
  const hidden = hiddenFrom(check, answer, subject, product, 'tokenReaders');
  if (hidden) return [hidden];
  const found = (says: string, cure: string): Finding[] => [
    wrong(check, says, { code: 'token_request_refused', cure, docs: pageOf(product) }),
  ];
  if (wantsSecret(answer)) {
    if (!isKnown) return [aside(check, CLIENT_UNKNOWN)];
    return found(
      'The server wants a secret of the client.',
      cureOf('publicClient', product, shownText(subject.clientId ?? 'the client')),
    );
  }
  if (error === 'unauthorized_client' || error === 'unsupported_grant_type') {
    return found(`The client may not redeem codes (${error}).`, cureOf('code', product, 'code'));
  }
  if (error === null) {
    return [unknown(check, `It answers with status ${status} and names no error, and so does not tell.`)];
  }
  return [right(check, `${subject.origin} may read it, and it takes a public client.`)];
}

/** Whether requests can be pushed to a server that takes no others. */
export function pushedRequests(answer: Answer | null, subject: Subject, product: Product | null): Finding[] {
  const check = 'pushed requests';
  if (answer === null) return [];
  if (answer.kind === 'no-reply') return [noAnswer(check, answer)];
  const hidden = hiddenFrom(check, answer, subject, product, 'tokenReaders');
  if (hidden) return [hidden];
  if (answer.status === 201)
    return [right(check, 'The server takes no other requests than pushed ones, and takes those.')];
  const error = errorOf(answer);
  return [
    wrong(
      check,
      `The server refuses a pushed request${error === null ? '' : `: ${error}`} (status ${answer.status}).`,
      {
        code: 'pushed_request_refused',
        cure: `Compare client, redirect URI and scope. ${cureOf('redirectUri', product, shownUrl(subject.redirectUri))}`,
      },
    ),
  ];
}

/** Whether the app may ask the userinfo endpoint, by the preflight that a browser would send. */
export function userInfo(answer: Answer | null, subject: Subject, product: Product | null): Finding {
  const check = 'userinfo CORS';
  if (answer === null) return aside(check, 'There is no userinfo endpoint: withUserInfo() cannot be used.');
  if (answer.kind === 'no-reply') return noAnswer(check, answer);
  const forbidden = whatForbids('authorization', subject.origin, answer);
  if (forbidden === null) return right(check, `${subject.origin} may ask it.`);
  if (subject.uses.userInfo === false) {
    return aside(check, `The app may not ask it (${forbidden}), and does not: withUserInfo() alone would.`);
  }
  return wrong(check, `The app at ${subject.origin} may not ask it, which withUserInfo() does: ${forbidden}.`, {
    code: 'cors_blocked',
    cure: `${cureOf('readers', product, subject.origin)} Its preflight has to allow the header Authorization.`,
  });
}

/** Whether the app may have tokens revoked. */
export function revocation(
  answer: Answer | null,
  subject: Subject,
  isKnown: boolean,
  product: Product | null,
): Finding {
  const check = 'revocation';
  if (answer === null)
    return aside(check, 'There is no revocation endpoint: logout({ revoke: true }) revokes nothing.');
  if (answer.kind === 'no-reply') return noAnswer(check, answer);
  const hidden = hiddenFrom(check, answer, subject, product, 'readers');
  if (hidden && product === 'Google') {
    return aside(check, 'Google lets no app read what it answers: logout({ revoke: true }) cannot tell how it went.', {
      docs: pageOf(product),
    });
  }
  if ((hidden ?? wantsSecret(answer)) && subject.uses.revocation === false) {
    return aside(
      check,
      'It answers no app without a secret, or lets none read it; logout({ revoke: true }) alone would ask.',
    );
  }
  if (hidden) return hidden;
  if (wantsSecret(answer)) {
    if (!isKnown) return aside(check, CLIENT_UNKNOWN);
    return wrong(check, 'The server wants a secret of the client.', {
      code: 'server_answer_invalid',
      cure: cureOf('publicClient', product, shownText(subject.clientId ?? 'the client')),
    });
  }
  return right(check, `${subject.origin} may read what it answers.`);
}

/** Whether an answer is the one to a client that has not said its secret. */
function wantsSecret(reply: Reply): boolean {
  const error = errorOf(reply);
  return error === 'invalid_client' || (error === null && reply.status === 401);
}

function hiddenFrom(
  check: CheckName,
  reply: Reply,
  { origin }: Subject,
  product: Product | null,
  topic: 'readers' | 'tokenReaders',
): Finding | null {
  const hidden = whatHidesFrom(origin, reply);
  if (hidden === null) return null;
  return wrong(check, `The app at ${origin} may not read what ${shownUrl(reply.url)} answers: ${hidden}.`, {
    code: 'cors_blocked',
    cure: cureOf(topic, product, origin),
  });
}

/** The error that a refusal names. */
function errorOf(answer: Answer): string | null {
  const error = membersOf(answer)?.['error'];
  return typeof error === 'string' ? saidText(error) : null;
}
