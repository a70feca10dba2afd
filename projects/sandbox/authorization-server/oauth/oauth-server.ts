import type { AuthorizationServer, OAuthClient, OAuthScopeRepository } from '@jmondi/oauth2-server';
import type { ServerSettings } from '../authorization-server.ts';
import type { Person } from '../people/accounts.ts';
import type { Sessions } from './sessions.ts';
import type { TokenStore } from './token-store.ts';

/** The parameters of an answer to the app, beside `state`; what is undefined is not sent. */
export type AnswerParameters = Readonly<Record<string, string | undefined>>;

/** A request that is about to be answered by a token. */
interface Authorization {
  /** The server's own. */
  readonly url: string;
  readonly person: Person;
  /** The request's parameters, as they came. */
  readonly parameters: URLSearchParams;
  /** Its words in alphabetical order. */
  readonly responseType: string;
}

/** What one server on @jmondi/oauth2-server has that another has not. */
export interface OAuthPersonality {
  readonly authorizationPath: string;
  /** Each with its words in alphabetical order. */
  readonly responseTypes: readonly string[];
  /** Where tokens come; a code comes in the query. */
  readonly responseMode: 'fragment' | 'query';
  /** Where codes and refresh tokens are exchanged, and tokens revoked; a server without has no codes. */
  readonly tokenPaths?: { readonly token: string; readonly revocation: string };
  /** What this server makes of the answer that RFC 6749 has it give. */
  answer(standard: AnswerParameters, authorization: Authorization): AnswerParameters | Promise<AnswerParameters>;
  /** JSON documents it publishes, by their path. */
  readonly documents?: Readonly<Record<string, unknown>>;
}

/** A server, and everything it knows. */
export interface OAuthServer {
  readonly url: string;
  readonly settings: ServerSettings;
  readonly personality: OAuthPersonality;
  readonly oauth: AuthorizationServer;
  readonly clients: { find(id: string): OAuthClient | undefined };
  readonly scopes: OAuthScopeRepository;
  readonly tokens: TokenStore;
  readonly sessions: Sessions;
}
