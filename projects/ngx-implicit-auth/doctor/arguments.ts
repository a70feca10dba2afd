import { parseArgs } from 'node:util';
import { shownText, shownUrl } from './shown.ts';
import { isAskable } from './subject.ts';

/** What the command line asks for; `null` where a flag is missing. */
export interface Arguments {
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly redirectUri: string | null;
  readonly origin: string | null;
  readonly flow: 'implicit' | 'code' | null;
  readonly scope: string | null;
  readonly discoveryUrl: string | null;
  readonly authorizationEndpoint: string | null;
  readonly tokenEndpoint: string | null;
  readonly jwksUri: string | null;
  readonly userInfoEndpoint: string | null;
  readonly timeoutSeconds: number;
  readonly json: boolean;
}

/** The command line cannot be followed; the message says what to write instead. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError';
}

export const USAGE = `Usage: npx ngx-implicit-auth doctor [options]

Asks an authorization server what your app would find there, and says what to change.
Without --issuer, the configuration is read from auth.config.ts below src/ or projects/.

  --issuer URL                  the server, as the app's configuration has it
  --client-id ID                the app's client id
  --redirect-uri URL            where people come back to; a path is below --origin (auth/callback)
  --origin URL                  where the app is served (that of --redirect-uri, or http://localhost:4200)
  --flow implicit|code          how the app signs people in (implicit)
  --scope "SCOPES"              what the app asks for (openid)
  --discovery-url URL           the discovery document, where it is not below the issuer
  --timeout SECONDS             how long all of it may take (10)
  --json                        for programs
  --help                        this text

For a server without discovery:
  --authorization-endpoint URL  --token-endpoint URL  --jwks-uri URL  --userinfo-endpoint URL

Exit status: 0 nothing to mend, 1 something is, 2 the server could not be asked.`;

const OPTIONS = {
  issuer: { type: 'string' },
  'client-id': { type: 'string' },
  'redirect-uri': { type: 'string' },
  origin: { type: 'string' },
  flow: { type: 'string' },
  scope: { type: 'string' },
  'discovery-url': { type: 'string' },
  'authorization-endpoint': { type: 'string' },
  'token-endpoint': { type: 'string' },
  'jwks-uri': { type: 'string' },
  'userinfo-endpoint': { type: 'string' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const URLS = [
  'issuer',
  'origin',
  'discovery-url',
  'authorization-endpoint',
  'token-endpoint',
  'jwks-uri',
  'userinfo-endpoint',
] as const;

const MOST_SECONDS = 120;

/**
 * Reads the command line.
 *
 * @returns `'help'` when it asks for the usage.
 * @throws ArgumentsError
 */
export function parseArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [command, ...rest] = positionals;
  if (command !== 'doctor' || rest.length > 0) {
    throw new ArgumentsError(`There is no command "${shownText(positionals.join(' '))}". Write doctor.`);
  }
  for (const flag of URLS) {
    const url = values[flag];
    if (url !== undefined && !isAskable(url)) {
      throw new ArgumentsError(
        `--${flag} is "${shownUrl(url)}". Give a whole http(s) URL, without user name and password.`,
      );
    }
  }
  const { flow } = values;
  if (flow !== undefined && flow !== 'implicit' && flow !== 'code') {
    throw new ArgumentsError(`--flow is "${shownText(flow)}". Give implicit or code.`);
  }
  if (values['client-id'] === '') throw new ArgumentsError('--client-id is empty. Give what the server calls the app.');
  const timeoutSeconds = Number(values.timeout ?? 10);
  if (!(timeoutSeconds >= 1 && timeoutSeconds <= MOST_SECONDS)) {
    throw new ArgumentsError(
      `--timeout is "${shownText(values.timeout ?? '')}". Give a number of seconds from 1 to ${MOST_SECONDS}.`,
    );
  }
  return {
    issuer: values.issuer ?? null,
    clientId: values['client-id'] ?? null,
    redirectUri: values['redirect-uri'] ?? null,
    origin: values.origin === undefined ? null : new URL(values.origin).origin,
    flow: flow ?? null,
    scope: values.scope ?? null,
    discoveryUrl: values['discovery-url'] ?? null,
    authorizationEndpoint: values['authorization-endpoint'] ?? null,
    tokenEndpoint: values['token-endpoint'] ?? null,
    jwksUri: values['jwks-uri'] ?? null,
    userInfoEndpoint: values['userinfo-endpoint'] ?? null,
    timeoutSeconds,
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  const { values, positionals, tokens } = parsed(args);
  const flags = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = flags.find((flag, index) => flags.indexOf(flag) !== index);
  if (twice !== undefined) throw new ArgumentsError(`--${twice} is given twice. Give it once.`);
  return { values, positionals };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (cause) {
    // Some of its messages give advice on further lines.
    const [message = ''] = cause instanceof Error ? cause.message.split('\n') : [];
    throw new ArgumentsError(message, { cause });
  }
}
