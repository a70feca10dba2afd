import type { Answer } from '../answer.ts';
import { settingsFrom, type AuthServerOptions } from '../auth-server-options.ts';
import { stateFrom } from '../auth-server.ts';
import { answerFrom } from '../endpoints.ts';
import type { ServerState } from '../server-state.ts';

export const ISSUER = 'https://id.example.com';
export const APP = 'http://localhost:4200';
export const CALLBACK = `${APP}/auth/callback`;
/** The pair of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

export type Parameters = Readonly<Record<string, string | undefined>>;

/** A server as a test has it. */
export interface TestedServer {
  readonly state: ServerState;
  /** Moves its clock. */
  pass(seconds: number): void;
  ask(method: string, path: string, parameters?: Parameters, headers?: Answer['headers']): Promise<Answer>;
  get(path: string, parameters?: Parameters, headers?: Answer['headers']): Promise<Answer>;
  post(path: string, parameters?: Parameters, headers?: Answer['headers']): Promise<Answer>;
}

/** A server with these options beyond the needed ones. */
export async function serverWith(options: Partial<AuthServerOptions> = {}): Promise<TestedServer> {
  let now = 1_800_000_000;
  const settings = settingsFrom({ issuer: ISSUER, clientId: 'timesheets-spa', ...options }, APP);
  const state = await stateFrom(settings, () => now);
  const ask: TestedServer['ask'] = async (method, path, given = {}, headers = {}) => {
    const named = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const url = new URL(path, ISSUER);
    return answerFrom(state, { method, url, headers, parameters: new URLSearchParams(named) });
  };
  return {
    ...{ state, ask, pass: (seconds) => (now += seconds) },
    get: (...asked) => ask('GET', ...asked),
    post: (...asked) => ask('POST', ...asked),
  };
}

/** A request for tokens as the app would send it, but for these parameters. */
export function request(departure: Parameters = {}): Parameters {
  return {
    ...{ client_id: 'timesheets-spa', redirect_uri: CALLBACK, response_type: 'id_token token', scope: 'openid' },
    ...{ state: 'a-state', nonce: 'a-nonce', ...departure },
  };
}

/** The same for a code. */
export function codeRequest(departure: Parameters = {}): Parameters {
  return request({ response_type: 'code', code_challenge: CHALLENGE, code_challenge_method: 'S256', ...departure });
}

/** A request to the token endpoint as the app would send it, but for these parameters. */
export function redemption(code: string | undefined, departure: Parameters = {}): Parameters {
  return {
    ...{ client_id: 'timesheets-spa', grant_type: 'authorization_code', redirect_uri: CALLBACK },
    ...{ code, code_verifier: VERIFIER, ...departure },
  };
}

/** What an answer sends the app, and where. */
export function sentBack({ headers }: Answer): {
  readonly to: string;
  readonly by: string;
  readonly parameters: Parameters;
} {
  const { origin, pathname, hash, search } = new URL(headers['location'] ?? 'about:blank');
  const by = hash ? 'fragment' : 'query';
  return { to: origin + pathname, by, parameters: Object.fromEntries(new URLSearchParams((hash || search).slice(1))) };
}
