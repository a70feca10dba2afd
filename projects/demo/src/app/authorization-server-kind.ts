import { contentOf } from './addresses';

/** The server that `npm start -- --server …` names; it overrules index.html. */
declare const AUTHORIZATION_SERVER_KIND: string | undefined;

/** Which authorization server the demo signs in to. */
export type AuthorizationServerKind = 'strict' | 'auth0' | 'aidbox' | 'query';

/** Tells which authorization server the demo signs in to. */
export function authorizationServerKind(): AuthorizationServerKind {
  const kind =
    typeof AUTHORIZATION_SERVER_KIND === 'string' ? AUTHORIZATION_SERVER_KIND : contentOf('authorization-server-kind');
  switch (kind) {
    case 'strict':
    case 'auth0':
    case 'aidbox':
    case 'query':
      return kind;
    default:
      throw new Error(`There is no authorization server "${kind}". Write strict, auth0, aidbox or query.`);
  }
}
