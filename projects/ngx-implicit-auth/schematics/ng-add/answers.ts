import { isPrintable } from './is-printable.ts';
import { isSecureUrl } from './is-secure-url.ts';
import { type NgAddOptions } from './options.ts';
import { quoted, refuse } from './refuse.ts';
import { serverNamed, type Flow, type Server } from './servers.ts';

/** What is to be set up, checked. */
export interface Answers {
  readonly server: Server;
  readonly flow: Flow;
  readonly clientId: string;
  readonly scope: string | null;
  readonly apis: readonly string[];
  /** What the configuration begins with, as lines. */
  readonly begin: readonly string[];
  /** Texts that only stand for what the app's owner has to fill in. */
  readonly placeholders: readonly string[];
}

const PLACEHOLDER_CLIENT_ID = 'my-app';

/**
 * Makes sure that the library can work with what was asked for.
 *
 * @param width - the longest line that there may be
 * @throws SchematicsException, naming the flag and what to write
 */
export function answersOf(options: NgAddOptions, width: number): Answers {
  const server = serverNamed(options.server ?? 'own');
  const clientId = String(options.clientId ?? PLACEHOLDER_CLIENT_ID).trim();
  if (!isPrintable(clientId))
    refuse('--client-id is empty or has control characters. Write what the server calls this app.');
  const issuer = (options.issuer ?? server.placeholder).trim();
  const begin =
    (isPrintable(issuer) ? server.begin(issuer, clientId, width) : null) ??
    refuse(`--issuer is ${quoted(issuer)}. Write ${server.issuerHint}.`);
  const placeholders = [
    ...(issuer === server.placeholder && !server.isEverybodys ? [issuer] : []),
    ...(clientId === PLACEHOLDER_CLIENT_ID ? [clientId] : []),
  ];
  return {
    server,
    flow: flowOf(options, server),
    clientId,
    scope: scopeOf(options, server),
    apis: apisOf(options),
    begin,
    placeholders,
  };
}

function flowOf({ flow }: NgAddOptions, { noCode }: Server): Flow {
  if (flow !== undefined && flow !== 'code' && flow !== 'implicit')
    refuse(`--flow is ${quoted(flow)}. Write code or implicit.`);
  if (noCode && flow === 'code') refuse(`--flow is "code", and ${noCode}. Write --flow implicit, or leave it out.`);
  return flow === 'implicit' || noCode ? 'implicit' : 'code';
}

function scopeOf({ scope }: NgAddOptions, { hasIdToken }: Server): string | null {
  if (scope === undefined) return null;
  const words = scope.split(' ').filter(Boolean);
  // RFC 6749, section 3.3
  if (words.length === 0 || words.some((word) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(word))) {
    refuse(`--scope is ${quoted(scope)}. Write words with blanks between them, such as "openid profile email".`);
  }
  if (hasIdToken && !words.includes('openid'))
    refuse(`--scope is ${quoted(scope)}, without openid. Write "openid ${words.join(' ')}".`);
  return words.join(' ');
}

function apisOf({ api = '' }: NgAddOptions): readonly string[] {
  const apis = String(api)
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const one of apis) {
    // A path is below the app's own base.
    const isPath = /^\/(?![/\\])[^\\?#]*$/.test(one);
    if (!isPrintable(one) || one.includes('*') || !(isPath || isSecureUrl(one))) {
      refuse(
        `--api is ${quoted(one)}. Write https addresses (http only on localhost) without query, fragment, user name and *, ` +
          'with commas between them.',
      );
    }
  }
  return [...new Set(apis)];
}
