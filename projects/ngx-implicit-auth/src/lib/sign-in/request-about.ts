import type { AuthContext } from '../authorization/auth-context';
import { dpopThumbprint } from '../authorization/dpop-thumbprint';
import { idTokenHint } from '../authorization/id-token-hint';
import { prepareRequest, type PreparedRequest, type RequestChanges } from '../authorization/prepare-request';
import { asksForIdToken } from '../protocol/authorization-request';
import { demand } from '../protocol/demand';
import { sessionOf } from '../session/auth-state';
import type { StoredSession } from '../session/session-store';
import type { SignInRequest } from '../session/sign-in-request';
import type { ResourceServer } from '../settings/auth-config';
import { forResourceServer } from '../settings/request-settings';
import { SIGN_IN, type PendingSignIn } from './pending-sign-ins';

/** What a request with a page is about. */
export interface Subject extends Pick<PendingSignIn, 'purpose' | 'signOuts'> {
  /** The session that goes on; `null` for a sign-in, which replaces it, and when there is none. */
  readonly session: StoredSession | null;
  /** The resource server whose token is asked for in it; `null` for anything else. */
  readonly listed: ResourceServer | null;
}

/**
 * What a request for a purpose is about, to sign in by default. While nobody is signed in, an API's token is got by an
 * ordinary sign-in.
 *
 * @throws AuthError `request_invalid`
 */
export function subjectOf({ machine, listedAt }: AuthContext, purpose = SIGN_IN): Subject {
  const session = purpose.type === 'sign-in' ? null : (sessionOf(machine.states.value) ?? machine.stored());
  const signOuts = session ? machine.signOuts.last() : undefined;
  if (purpose.type !== 'access') return { purpose, session, listed: null, signOuts };
  const listed = listedAt(purpose.url);
  demand(
    typeof listed === 'object' && listed,
    'request_invalid',
    'requestAccess() takes the URL of a resource server with a token of its own. List it in resourceServers as { ' +
      'url, audience, scope }.',
  );
  return session ? { purpose, session, listed, signOuts } : { purpose: SIGN_IN, session, listed: null };
}

/** A request that is ready to be sent, with what waits for its answer. */
export interface SentRequest extends PreparedRequest {
  readonly subject: Subject;
  readonly pending: PendingSignIn;
}

/**
 * Makes the authorization request, and loads what will verify its answer.
 *
 * @throws AuthError the codes of `prepareRequest`
 */
export async function requestAbout(
  context: AuthContext,
  changes: RequestChanges & Pick<SignInRequest, 'purpose'>,
  returnTo: string,
  subject = subjectOf(context, changes.purpose),
): Promise<SentRequest> {
  const { settings, platform } = context;
  const { session, listed, purpose, signOuts } = subject;
  // The next page will have it in the browser's cache.
  if (asksForIdToken(settings)) platform.loadIdTokenVerifier().catch(() => {});
  const request = await prepareRequest(listed ? forResourceServer(settings, listed) : settings, platform, {
    ...changes,
    ...(session && { server: session.server }),
    idTokenHint: idTokenHint(settings, session),
    dpopThumbprint: await dpopThumbprint(context),
  });
  return { ...request, subject, pending: { ...request.pending, purpose, returnTo, signOuts } };
}

/** @throws AuthError `browser_required` */
export function demandBrowser(): void {
  demand(
    typeof window !== 'undefined',
    'browser_required',
    'Nobody can sign in while a page is rendered on a server. Call login() in the browser.',
  );
}
