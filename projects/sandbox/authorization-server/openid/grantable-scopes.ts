import type { Person } from '../people/accounts.ts';
import { requestedScopes, type RequestedScopes } from '../people/scopes.ts';
import type { RegisteredApi } from '../registered-apis.ts';

/** The API that a request is for: the first, where its refresh token is to be good for others, too. */
export function requestedApi({ resource }: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(resource) ? resource[0] : resource;
}

/** The part of a request that this person may grant: scopes of the API that it is for that they have themselves. */
export function grantableScopes(
  parameters: Readonly<Record<string, unknown>>,
  person: Person | undefined,
  apis: readonly RegisteredApi[],
): RequestedScopes {
  const { identity, api } = requestedScopes(parameters['scope']);
  const offered = apis.find(({ audience }) => audience === requestedApi(parameters))?.scopes ?? [];
  return { identity, api: api.filter((name) => offered.includes(name) && person?.apiScopes.includes(name)) };
}
