import type { AuthorizationAnswers } from '../answers.ts';
import { right, unknown, wrong, type Finding } from '../finding.ts';
import type { Product } from '../products.ts';
import { saidText, shownText, shownUrl } from '../shown.ts';
import type { Subject } from '../subject.ts';
import { visitOf, type Visit } from '../visit.ts';
import { notAllowed } from './not-allowed.ts';

/** What the server says when it has sent somebody back who is not signed in. */
const WANTS_PAGE = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** By what name the server answers. */
export interface ServerName {
  /** The issuer as the app is configured with it, and as the document names it: where these differ, that is told once. */
  readonly names: readonly unknown[];
  /** Whether each answer is said to hold it. */
  readonly isInAnswers: boolean;
}

/** What the answer says, and whether the library would take it. */
export function answer(
  answers: AuthorizationAnswers,
  subject: Subject,
  server: ServerName,
  product: Product | null,
): Finding[] {
  const visit = visitOf(answers.app, subject.redirectUri);
  if (visit.kind === 'posted') {
    return [
      wrong('answer', 'The answer is posted as a form, which no app in a browser can read.', {
        cure: `Have the server answer in the ${subject.responseType === 'code' ? 'query' : 'fragment'}, not by form_post.`,
      }),
    ];
  }
  if (visit.kind !== 'back') return [];
  const error = visit.parameters.get('error');
  return [grant(visit.parameters, error, subject, product), form(visit, answers.request.state, subject, server)];
}

function grant(parameters: URLSearchParams, error: string | null, subject: Subject, product: Product | null): Finding {
  if (error === null || WANTS_PAGE.includes(error))
    return right('grant', `The client may ask for ${subject.responseType}.`);
  const said = saidText(parameters.get('error_description') ?? '');
  const whole = `${saidText(error)}${said && ` (${said})`}`;
  if (error === 'unauthorized_client' || error === 'unsupported_response_type')
    return notAllowed(subject, product, whole);
  if (error === 'access_denied') return unknown('grant', `The server answers ${whole} to nobody in particular.`);
  const code = 'authorization_failed';
  return error === 'invalid_scope'
    ? wrong('grant', `The server answers ${whole}: it does not know or allow the scope ${shownText(subject.scope)}.`, {
        code,
        cure: 'Allow the client these scopes at the server, or correct scope.',
      })
    : wrong('grant', `The server answers ${whole}.`, { code, cure: 'Correct at the server what it names.' });
}

/** Whether the answer has the form that the library insists on. */
function form(
  { isInQuery, parameters }: Visit & { kind: 'back' },
  state: string,
  { responseType, takesTokenInQuery }: Subject,
  { names, isInAnswers }: ServerName,
): Finding {
  const found = (code: string, says: string, cure: string): Finding => wrong('answer', says, { code, cure });
  if (parameters.get('state') === null) {
    return found('state_missing', 'The answer has no state.', 'Have the server repeat state, as it came.');
  }
  if (parameters.get('state') !== state) {
    return found('state_unknown', 'The answer has another state.', 'Have the server repeat state, as it came.');
  }
  const iss = parameters.get('iss');
  if (iss !== null && !names.includes(iss)) {
    return found(
      'response_issuer_mismatch',
      `The answer names the issuer ${shownUrl(iss)}.`,
      'Write issuer as the server does, or correct it there.',
    );
  }
  if (iss === null && isInAnswers) {
    return found(
      'response_issuer_missing',
      'The document says that each answer holds iss, and this one does not.',
      'Have the server send iss, or take authorization_response_iss_parameter_supported out of its document.',
    );
  }
  const isAtHome = !isInQuery || responseType === 'code' || takesTokenInQuery;
  if (!isAtHome && parameters.has('error')) {
    return unknown(
      'answer',
      'The refusal comes in the query, which is taken; where tokens would come, nobody can tell.',
      {
        cure: 'Have the server answer in the fragment: tokens in the query are refused (response_in_query).',
        docs: 'docs/errors.md',
      },
    );
  }
  if (!isAtHome) {
    return found(
      'response_in_query',
      'The answer comes in the query, where servers and proxies log it.',
      'Have the server answer in the fragment.',
    );
  }
  return right(
    'answer',
    `It comes in the ${isInQuery ? 'query' : 'fragment'}, with state${iss === null ? '' : ' and iss'}.`,
  );
}
