import type { BrowserRequest } from './answer.ts';
import type { AuthServerEndpoint } from './auth-server-options.ts';

/** A request that the server has answered. */
export interface AuthServerRequest {
  /** Where it was asked. */
  readonly endpoint: AuthServerEndpoint;
  /** `GET` or `POST`. */
  readonly method: string;
  /** The parameters; of secrets, such as `state`, only that they were there. */
  readonly parameters: Readonly<Record<string, string>>;
}

const SECRETS = new Set([
  'state',
  'nonce',
  'code',
  'code_challenge',
  'code_verifier',
  'refresh_token',
  'token',
  'id_token_hint',
  'request_uri',
]);

/** A request as tests see it, and the reports of tests. */
export function recordOf(endpoint: AuthServerEndpoint, { method, parameters }: BrowserRequest): AuthServerRequest {
  const shown = [...parameters].map(([name, value]) => [name, SECRETS.has(name) ? '[secret]' : value] as const);
  return { endpoint, method, parameters: Object.fromEntries(shown) };
}
