import type { Person } from '../people/accounts.ts';
import { requestedScopes, type RequestedScopes } from '../people/scopes.ts';
import type { RegisteredApi } from '../registered-apis.ts';

/** The part of a request that this person may grant: scopes of the request's one API that they have themselves. */
export function grantableScopes(
  { resource, scope }: Readonly<Record<string, unknown>>,
  person: Person | undefined,
  apis: readonly RegisteredApi[],
): RequestedScopes {
  const { identity, api } = requestedScopes(scope);
  const offered = apis.find(({ audience }) => audience === resource)?.scopes ?? [];
  return { identity, api: api.filter((name) => offered.includes(name) && person?.apiScopes.includes(name)) };
}
