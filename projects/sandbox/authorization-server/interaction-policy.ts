import { interactionPolicy as policy } from 'oidc-provider';
import type { Accounts } from './accounts.ts';
import { requestedScopes } from './scopes.ts';

/** Why a request ends in `access_denied` although nobody denied it. */
export const NOTHING_MAY_BE_GRANTED = 'nothing_may_be_granted';

/**
 * oidc-provider's own policy (sign in, then consent), and one rule more: who asks for API scopes of which this person
 * may have none gets an error. Otherwise the response would hold an access token with an empty `scope`, and an empty
 * parameter counts as absent, which means "as requested" (RFC 6749, 3.1 and 4.2.2).
 */
export function interactionPolicy(accounts: Accounts): policy.DefaultPolicy {
  const base = policy.base();
  base.get('consent')?.checks.add(
    new policy.Check(
      NOTHING_MAY_BE_GRANTED,
      'this account may have none of the requested scopes',
      'access_denied',
      ({ oidc }) => {
        const { api } = requestedScopes(oidc.params?.['scope']);
        const person = accounts.find(oidc.session?.accountId ?? '');
        return api.length > 0 && !api.some((scope) => person?.apiScopes.includes(scope));
      },
    ),
  );
  return base;
}
