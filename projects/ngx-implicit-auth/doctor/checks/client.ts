import type { AuthorizationAnswers } from '../answers.ts';
import { cureOf } from '../cures.ts';
import { right, unknown, wrong, type Finding } from '../finding.ts';
import { pageOf, type Product } from '../products.ts';
import { shownText, shownUrl } from '../shown.ts';
import type { Subject } from '../subject.ts';
import { endAlike, textOf, visitOf, type Visit } from '../visit.ts';
import { noAnswer } from './no-answer.ts';

/** How the three visits to the authorization endpoint have ended. */
interface Visits {
  readonly app: Visit;
  readonly stranger: Visit;
  readonly elsewhere: Visit;
  /** What the pages may repeat of what was sent to them. */
  readonly varying: readonly string[];
}

/** What a page says that is about the redirect URI, or about the client. */
const ABOUT_REDIRECT_URI = /redirect[_ -]?ur[il]|reply url|callback|AADSTS50011/i;
const ABOUT_CLIENT = /client[_ -]?id|invalid[_ ]client|unknown (client|application)|client (is )?not|AADSTS700016/i;
const ABOUT_GRANT = /unauthorized_client|unsupported_response_type|response[_ ]type|grant[_ ]type|implicit/i;

/** Whether the client id and the redirect URI are registered, and no others are taken. */
export function client(answers: AuthorizationAnswers, subject: Subject, product: Product | null): Finding[] {
  const { request } = answers;
  const elsewhereUri = `${subject.origin}${request.elsewhere}`;
  const visits: Visits = {
    app: visitOf(answers.app, subject.redirectUri),
    stranger: visitOf(answers.stranger, subject.redirectUri),
    elsewhere: visitOf(answers.elsewhere, elsewhereUri),
    varying: [request.stranger, elsewhereUri, subject.redirectUri, request.state, String(subject.clientId)],
  };
  const own = redirectUri(visits, subject, product);
  return own.verdict === 'right' ? [own, otherRedirectUris(visits, subject, product)] : [own];
}

function redirectUri(
  { app, stranger, elsewhere, varying }: Visits,
  subject: Subject,
  product: Product | null,
): Finding {
  if (app.kind === 'silent') return noAnswer('redirect URI', app.answer);
  const uri = shownUrl(subject.redirectUri);
  if (app.kind === 'back') return right('redirect URI', `The server sends people back to ${uri}.`);

  if (app.kind === 'elsewhere' && new URL(app.url).origin === subject.origin) {
    return wrong('redirect URI', `The server sends people to ${shownUrl(app.url)} instead of ${uri}.`, {
      code: 'redirect_uri_mismatch',
      cure: cureOf('redirectUri', product, uri),
    });
  }
  const isLikeStrangers = endAlike(app, stranger, varying);
  const status = app.kind === 'page' ? app.reply.status : 302;
  const text = app.kind === 'page' ? textOf(app.reply) : '';
  if (status === 429 || status >= 500) {
    return wrong('redirect URI', `The authorization endpoint answers with status ${status}.`, {
      code: 'server_answer_invalid',
      cure: "Look into the server's log, or ask again later.",
    });
  }
  const isLikeElsewhere = endAlike(app, elsewhere, varying);
  if (status >= 400 && isLikeElsewhere) {
    const isAboutUri = ABOUT_REDIRECT_URI.test(text) && !ABOUT_CLIENT.test(text);
    return !isLikeStrangers || isAboutUri ? notRegistered(uri, product) : notKnown(subject, status, product);
  }
  if (status < 400 && isLikeStrangers) {
    if (ABOUT_CLIENT.test(text)) return notKnown(subject, status, product);
    return unknown('redirect URI', 'The server shows the same page to a made-up client, and so does not tell.', {
      cure: cureOf('redirectUri', product, uri),
      docs: pageOf(product),
    });
  }
  if (status < 400) {
    return ABOUT_REDIRECT_URI.test(text)
      ? notRegistered(uri, product)
      : right('redirect URI', `The server takes ${uri}: a made-up client gets another answer.`);
  }
  return ABOUT_GRANT.test(text)
    ? notAllowed(subject, product, `a page with status ${status}`)
    : wrong('redirect URI', `The server shows a page with status ${status}, and sends nobody back.`, {
        cure: `Open the sign-in in a browser and read that page. ${cureOf('redirectUri', product, uri)}`,
        docs: pageOf(product),
      });
}

function notKnown({ clientId, redirectUri: uri }: Subject, status: number, product: Product | null): Finding {
  return wrong(
    'client id',
    `The client id is not known: a made-up one gets the same page (status ${status}). ` +
      'If the server gives no reasons away, it may be the redirect URI.',
    {
      cure:
        `${cureOf('clientId', product, shownText(String(clientId)))} ` +
        `Then see whether ${shownUrl(uri)} is registered.`,
      docs: pageOf(product),
    },
  );
}

function notRegistered(uri: string, product: Product | null): Finding {
  return wrong('redirect URI', `${uri} is not registered for the client: people stay at the server.`, {
    cure: cureOf('redirectUri', product, uri),
    docs: pageOf(product),
  });
}

/** Whether the server sends answers to a redirect URI that nobody has registered. */
function otherRedirectUris(
  { app, elsewhere }: Visits,
  { redirectUri: uri }: Subject,
  product: Product | null,
): Finding {
  if (elsewhere.kind === 'back') {
    return wrong('other redirect URIs', 'The server sends answers to a redirect URI that nobody has registered.', {
      cure: cureOf('wildcards', product, shownUrl(uri)),
      docs: 'docs/security.md',
    });
  }
  const isTold = app.kind === 'back' || (elsewhere.kind === 'page' && elsewhere.reply.status >= 400);
  return isTold
    ? right('other redirect URIs', 'The server refuses a made-up one.')
    : unknown('other redirect URIs', 'The server shows its page first, and so does not tell.');
}

function notAllowed({ responseType }: Subject, product: Product | null, answer: string): Finding {
  return wrong('grant', `The client may not ask for ${responseType}: the server answers ${answer}.`, {
    code: 'authorization_failed',
    cure: cureOf(responseType === 'code' ? 'code' : 'implicit', product, responseType),
    docs: pageOf(product),
  });
}

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
  if (visit.kind !== 'back') return [];
  const error = visit.parameters.get('error');
  return [
    grant(visit.parameters, error, answers, subject, product),
    form(visit, answers.request.state, subject, server),
  ];
}

function grant(
  parameters: URLSearchParams,
  error: string | null,
  { request }: AuthorizationAnswers,
  subject: Subject,
  product: Product | null,
): Finding {
  if (error === null || WANTS_PAGE.includes(error))
    return right('grant', `The client may ask for ${subject.responseType}.`);
  const said = shownText(parameters.get('error_description') ?? '').replaceAll(request.state, '…');
  const whole = `${shownText(error)}${said && ` (${said})`}`;
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
      `The answer names the issuer ${shownText(iss)}.`,
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
  if (isInQuery && responseType !== 'code' && !takesTokenInQuery) {
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
