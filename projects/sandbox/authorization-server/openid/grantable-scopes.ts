import type { Person } from '../people/accounts.ts';
import { requestedScopes, type RequestedScopes } from '../people/scopes.ts';
import type { RegisteredApi } from '../registered-apis.ts';

/** What of a request this person may grant: of its one API, and no more than they may do themselves. */
export function grantableScopes(
  { resource, scope }: Readonly<Record<string, unknown>>,
  person: Person | undefined,
  apis: readonly RegisteredApi[],
): RequestedScopes {
  const { identity, api } = requestedScopes(scope);
  const offered = apis.find(({ audience }) => audience === resource)?.scopes ?? [];
  return { identity, api: api.filter((name) => offered.includes(name) && person?.apiScopes.includes(name)) };
}
