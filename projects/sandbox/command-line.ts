import { parseArgs } from 'node:util';
import { appAddress } from './authorization-server/app-addresses.ts';
import { isServerName, SERVER_NAMES, type ServerName } from './authorization-server/server-names.ts';

/** What the command line asks for. */
export interface SandboxSettings {
  readonly server: ServerName;
  readonly serverPort: number;
  readonly apiPort: number;
  readonly appOrigins: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly database: string;
}

/** The command line cannot be followed; the message says what to write instead. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

/** How to start the sandbox. */
export const USAGE = `Usage: node projects/sandbox/main.ts [options]

  --server NAME               which authorization server: ${SERVER_NAMES.join(', ')} (strict)
  --server-port PORT          the authorization server's port (4300)
  --api-port PORT             the timesheets API's port (4301)
  --app-origin ADDRESS        an app that may sign people in: its origin, with the base path if there is one;
                              may be given again (http://localhost:4200)
  --access-token-seconds N    how long an access token is good for (300, or SANDBOX_ACCESS_TOKEN_SECONDS)
  --id-token-seconds N        how long an id_token is good for (as long as an access token)
  --database FILE             where timesheets are kept (in memory)
  --help                      this text`;

const OPTIONS = {
  server: { type: 'string' },
  'server-port': { type: 'string' },
  'api-port': { type: 'string' },
  'app-origin': { type: 'string', multiple: true },
  'access-token-seconds': { type: 'string' },
  'id-token-seconds': { type: 'string' },
  database: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * Reads the command line.
 *
 * @returns `'help'` when it asks for the usage.
 * @throws CommandLineError
 */
export function parseCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): SandboxSettings | 'help' {
  const values = parseFlags(args);
  if (values.help) return 'help';

  const accessTokenSeconds = values['access-token-seconds'] ?? environment['SANDBOX_ACCESS_TOKEN_SECONDS'] ?? '300';
  const appOrigins = values['app-origin'] ?? ['http://localhost:4200'];
  for (const address of appOrigins) checkAddress(address);
  return {
    server: serverName(values.server ?? 'strict'),
    serverPort: wholeNumber('--server-port', values['server-port'] ?? '4300', 65_535),
    apiPort: wholeNumber('--api-port', values['api-port'] ?? '4301', 65_535),
    appOrigins,
    accessTokenSeconds: wholeNumber('--access-token-seconds', accessTokenSeconds, WEEK_SECONDS),
    idTokenSeconds: wholeNumber('--id-token-seconds', values['id-token-seconds'] ?? accessTokenSeconds, WEEK_SECONDS),
    database: values.database ?? ':memory:',
  };
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new CommandLineError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function serverName(name: string): ServerName {
  if (isServerName(name)) return name;
  throw new CommandLineError(`--server is "${name}". Give one of ${SERVER_NAMES.join(', ')}.`);
}

function wholeNumber(flag: string, value: string, highest: number): number {
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > highest) {
    throw new CommandLineError(`${flag} is "${value}". Give a whole number from 1 to ${highest}.`);
  }
  return Number(value);
}

function checkAddress(address: string): void {
  try {
    appAddress(address);
  } catch (cause) {
    throw new CommandLineError(`--app-origin: ${(cause as Error).message}`, { cause });
  }
}
