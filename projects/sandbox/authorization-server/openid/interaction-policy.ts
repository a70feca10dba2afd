import { interactionPolicy as policy } from 'oidc-provider';
import type { Accounts } from '../people/accounts.ts';
import { requestedScopes } from '../people/scopes.ts';
import type { RegisteredApi } from '../registered-apis.ts';
import { grantableScopes } from './grantable-scopes.ts';

/** The reason for an `access_denied` that nobody has chosen. */
export const NOTHING_MAY_BE_GRANTED = 'nothing_may_be_granted';

/**
 * oidc-provider's own policy (sign in, then consent), and one more rule: a request for API scopes of which the person
 * has none gets an error. Otherwise the response would hold an access token with an empty `scope`, and an empty
 * parameter counts as absent, which means "as requested" (RFC 6749, 3.1 and 4.2.2).
 */
export function interactionPolicy(accounts: Accounts, apis: readonly RegisteredApi[]): policy.DefaultPolicy {
  const base = policy.base();
  base.get('consent')?.checks.add(
    new policy.Check(
      NOTHING_MAY_BE_GRANTED,
      'this account may have none of the requested scopes',
      'access_denied',
      ({ oidc }) => {
        const parameters = { ...oidc.params };
        const person = accounts.find(oidc.session?.accountId ?? '');
        const asksForApi = requestedScopes(parameters['scope']).api.length > 0;
        return asksForApi && grantableScopes(parameters, person, apis).api.length === 0;
      },
    ),
  );
  return base;
}
