import {
  ɵhasOwnToken as hasOwnToken,
  type ResourceServer,
  type ɵAuthSettings as AuthSettings,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import { demandToken } from './demand-answer';
import { demandCode } from './ways';

/**
 * The entries of resourceServers that have a token of their own at a URL.
 *
 * @throws AuthTestingError when there is none
 */
export function entriesWithOwnToken(
  { resourceServerAt }: Pick<AuthSettings, 'resourceServerAt'>,
  url: string,
): readonly ResourceServer[] {
  demand(resourceServerAt, 'The resource servers are not known yet. Let the configuration come first.');
  const [, entries] = resourceServerAt(url);
  demand(entries, 'No token goes to this URL. List it in resourceServers.');
  const own = entries.filter(hasOwnToken);
  demand(
    own.length > 0,
    "This resource server gets the session's token: call signIn({ accessToken }). One of its own it has with an " +
      'audience, a resource or a scope in resourceServers.',
  );
  return own;
}

/** @throws AuthTestingError for what is neither an access token nor an error */
export function demandGrant(grant: unknown): void {
  if (typeof grant === 'object' && grant && 'error' in grant) demandCode(grant.error);
  else demandToken(grant);
}

/** By what the request for a token of one API differs from those for others. */
export function keyOf(audience: string | null, resource: string | null, scope: string): string {
  const words = scope.split(' ').filter((word) => word && word !== 'openid');
  return JSON.stringify([audience, resource, words.sort()]);
}
