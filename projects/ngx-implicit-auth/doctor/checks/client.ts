import type { AuthorizationAnswers } from '../answers.ts';
import { cureOf } from '../cures.ts';
import { right, unknown, wrong, type Finding } from '../finding.ts';
import { pageOf, type Product } from '../products.ts';
import { shownText, shownUrl } from '../shown.ts';
import type { Subject } from '../subject.ts';
import { endAlike, textOf, visitOf, type Visit } from '../visit.ts';
import { noAnswer } from './no-answer.ts';
import { notAllowed } from './not-allowed.ts';

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

function redirectUri(visits: Visits, subject: Subject, product: Product | null): Finding {
  const { app } = visits;
  if (app.kind === 'silent') return noAnswer('redirect URI', app.answer);
  const uri = shownUrl(subject.redirectUri);
  if (app.kind === 'back' || app.kind === 'posted') {
    return right('redirect URI', `The server sends people back to ${uri}.`);
  }

  if (app.kind === 'elsewhere' && new URL(app.url).origin === subject.origin) {
    return wrong('redirect URI', `The server sends people to ${shownUrl(app.url)} instead of ${uri}.`, {
      code: 'redirect_uri_mismatch',
      cure: cureOf('redirectUri', product, uri),
    });
  }
  return whereNobodyIsSentBack(visits, subject, product);
}

/** What the page tells that people are shown instead. */
function whereNobodyIsSentBack(
  { app, stranger, elsewhere, varying }: Visits,
  subject: Subject,
  product: Product | null,
): Finding {
  const uri = shownUrl(subject.redirectUri);
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
  if (elsewhere.kind === 'back' || elsewhere.kind === 'posted') {
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
