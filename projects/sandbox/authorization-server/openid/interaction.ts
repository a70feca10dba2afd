import type { Provider } from 'oidc-provider';
import type { Accounts } from '../people/accounts.ts';
import type { RegisteredApi } from '../registered-apis.ts';

/** A function that answers or passes on a request. */
export type Middleware = Parameters<Provider['use']>[0];

/** One page of a sign-in: oidc-provider's record of it, and the request that came for it. */
export interface Interaction {
  readonly ctx: Parameters<Middleware>[0];
  readonly provider: Provider;
  readonly accounts: Accounts;
  readonly apis: readonly RegisteredApi[];
  readonly details: Awaited<ReturnType<Provider['interactionDetails']>>;
}
