import {
  OAuthException,
  type OAuthClient,
  type OAuthClientRepository,
  type OAuthScopeRepository,
  type OAuthUserRepository,
} from '@jmondi/oauth2-server';
import type { Introspection } from '../../api/introspection.ts';
import type { AppAddresses } from '../app-addresses.ts';
import type { Accounts } from '../people/accounts.ts';
import { requestedScopes } from '../people/scopes.ts';
import { registeredApis } from '../registered-apis.ts';

/** The scopes that the demo asks for when it names none. */
const DEMO_SCOPES = ['openid', 'profile', 'email', ...registeredApis('').timesheets.scopes].map((name) => ({ name }));

/** The clients of a server, to be found by their identifier. */
export interface Clients extends OAuthClientRepository {
  find(id: string): OAuthClient | undefined;
}

/**
 * The demo app, whose people go to its root unless it names another redirect URI, and the API, which may ask about
 * tokens.
 */
export function registeredClients(apps: AppAddresses, api: Pick<Introspection, 'clientId' | 'clientSecret'>): Clients {
  const clients: readonly OAuthClient[] = [
    {
      id: 'timesheets-demo',
      name: 'Timesheets',
      redirectUris: apps.flatMap(({ root, redirectUris }) => [root, ...redirectUris]),
      allowedGrants: ['implicit', 'authorization_code', 'refresh_token'],
      scopes: DEMO_SCOPES,
    },
    {
      id: api.clientId,
      name: 'Timesheets API',
      secret: api.clientSecret,
      redirectUris: [],
      allowedGrants: [],
      scopes: [],
    },
  ];
  const find = (id: string): OAuthClient | undefined => clients.find((client) => client.id === id);
  return {
    find,
    async getByIdentifier(id) {
      const client = find(id);
      if (!client) throw OAuthException.invalidClient();
      return client;
    },
    isClientValid: async (_grantType, client, secret) => client.secret === secret,
  };
}

/** The people there are. They sign in on pages of this server, never by a request of an app's. */
export function knownUsers(accounts: Accounts): OAuthUserRepository {
  return {
    async getUserByCredentials(username) {
      const person = accounts.find(String(username));
      return person && { id: person.username };
    },
  };
}

/** The scopes there are. Nobody grants one for what they may not do themselves. */
export function grantableScopes(accounts: Accounts): OAuthScopeRepository {
  return {
    async getAllByIdentifiers(names) {
      const { identity, api } = requestedScopes(names.join(' '));
      return [...identity, ...api].map((name) => ({ name }));
    },
    async finalize(scopes, _grantType, _client, username) {
      const person = accounts.find(String(username));
      if (!person) return scopes;
      const { api } = requestedScopes(scopes.map(({ name }) => name).join(' '));
      const refused: readonly string[] = api.filter((name) => !person.apiScopes.includes(name));
      if (api.length > 0 && refused.length === api.length) throw OAuthException.accessDenied();
      return scopes.filter(({ name }) => !refused.includes(name));
    },
  };
}
