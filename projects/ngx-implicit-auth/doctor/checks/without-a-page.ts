import type { AuthorizationAnswers } from '../answers.ts';
import type { Reply } from '../ask.ts';
import { cureOf } from '../cures.ts';
import { aside, right, unknown, wrong, type Finding } from '../finding.ts';
import type { Product } from '../products.ts';
import { shownText, shownUrl } from '../shown.ts';
import { siteOf } from '../site.ts';
import { renewalPageOf, type Subject } from '../subject.ts';
import { visitOf } from '../visit.ts';

const BY_NAVIGATION = "Renew by withSilentRenewal({ strategy: 'navigation' })";
const DOCS = 'docs/session.md';

/** Whether the server answers without a page when it is asked to, and whether that works in a frame. */
export function withoutPage(answers: AuthorizationAnswers, subject: Subject, product: Product | null): Finding[] {
  const visit = visitOf(answers.app, subject.redirectUri);
  switch (visit.kind) {
    case 'silent':
    case 'posted':
      return [];
    case 'back':
      return [
        right('prompt=none', 'It is answered by a redirect, without a page.'),
        right('framing', 'A redirect works in a frame, whatever X-Frame-Options and frame-ancestors say of pages.'),
        renewalPage(answers, subject, product),
      ];
    case 'elsewhere':
      return [
        unknown('prompt=none', `It is answered by a redirect to another host, ${new URL(visit.url).host}.`, {
          cure: `Check by hand that it comes back, or: ${BY_NAVIGATION}.`,
          docs: DOCS,
        }),
      ];
    case 'page':
      return visit.reply.status < 400 ? [page(visit.reply, subject), framing(visit.reply, subject)] : [];
  }
}

function renewalPage(
  { renewalPage: answer }: AuthorizationAnswers,
  { redirectUri }: Subject,
  product: Product | null,
): Finding {
  const uri = renewalPageOf(redirectUri);
  if (visitOf(answer, uri).kind === 'back') return right('renewal page', `${shownUrl(uri)} is registered.`);
  return aside('renewal page', `${shownUrl(uri)} is not registered; only renewals in a hidden frame need it.`, {
    cure: `${cureOf('redirectUri', product, shownUrl(uri))} Or: ${BY_NAVIGATION}.`,
    docs: DOCS,
  });
}

function page({ text }: Reply, { endpoints }: Subject): Finding {
  // What the app would be told, in a script of the page's own.
  if (text.includes('login_required')) {
    return unknown('prompt=none', 'It is answered by a page that seems to send people back by a script.', {
      cure: `Check by hand that it comes back, or: ${BY_NAVIGATION}.`,
      docs: DOCS,
    });
  }
  return endpoints
    ? aside('prompt=none', 'The server does not know it: it shows a page.', {
        cure: "Renew by withSilentRenewal({ strategy: 'navigation', prompt: 'omit' }), or by code + PKCE with refresh tokens.",
        docs: DOCS,
      })
    : wrong('prompt=none', 'It is answered by a page instead of a redirect.', {
        code: 'renewal_frame_blocked',
        cure: `Have the server redirect with login_required (OpenID Connect Core 3.1.2.6), or: ${BY_NAVIGATION}.`,
      });
}

function framing({ headers }: Reply, { origin }: Subject): Finding {
  const header = whatForbidsFraming(headers, origin);
  return aside(
    'framing',
    header === null
      ? 'The page may be framed, and would wait there unseen.'
      : `The page may not be framed: ${shownText(header)}.`,
    { cure: `That is right for a page. ${BY_NAVIGATION}.`, docs: DOCS },
  );
}

/** The header by which a page may not be in a frame of this origin; `null`: it may. */
export function whatForbidsFraming(headers: Headers, origin: string): string | null {
  const policy = headers.get('content-security-policy') ?? '';
  const ancestors = /(?:^|[;,])\s*frame-ancestors\s+([^;,]*)/i.exec(policy)?.[1]?.trim();
  // Where there is a policy, X-Frame-Options counts for nothing.
  if (ancestors !== undefined) {
    return ancestors.split(/\s+/).some((source) => allows(source, origin)) ? null : `frame-ancestors ${ancestors}`;
  }
  const options = headers.get('x-frame-options');
  return options !== null && /deny|sameorigin/i.test(options) ? `X-Frame-Options: ${options}` : null;
}

function allows(source: string, origin: string): boolean {
  const { protocol, host } = new URL(origin);
  if (source === '*' || source === protocol || source === origin) return true;
  const [, scheme = protocol, rest = ''] = /^(?:([a-z]+:)\/\/)?(.*?)\/?$/i.exec(source) ?? [];
  return scheme === protocol && (rest === host || (rest.startsWith('*.') && host.endsWith(rest.slice(1))));
}

/** Whether the browser sends the server's cookies in a frame of the app. */
export function cookiesInFrames(authorizationEndpoint: string, { origin, responseType }: Subject): Finding {
  const [server, app] = [siteOf(authorizationEndpoint), siteOf(origin)];
  if (server === app) return right('cookies in frames', `Server and app are of one site, ${app}.`);
  return aside(
    'cookies in frames',
    `The server (${server}) and the app (${app}) are two sites: most browsers keep its cookies out of frames.`,
    {
      cure:
        responseType === 'code'
          ? 'Refresh tokens renew all the same. Where there is none: a domain of the app’s site for the server.'
          : `${BY_NAVIGATION}, or serve both from one site.`,
      docs: 'docs/session.md#third-party-cookies',
    },
  );
}
