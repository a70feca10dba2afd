import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuthorizationRequest } from '@jmondi/oauth2-server';
import type { Person } from '../people/accounts.ts';
import { describeScopes, requestedScopes } from '../people/scopes.ts';
import { renderConsentPage } from '../pages/consent-page.ts';
import { renderLoginPage } from '../pages/login-page.ts';
import type { OAuthServer } from './oauth-server.ts';
import { sendPage } from './page-context.ts';

/** A request for the authorization endpoint. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The form that a page of this server has sent. */
  readonly form: URLSearchParams | undefined;
}

/** The parameter of the login page's address that holds the username of a try that has failed. */
const FAILED = 'failed_username';

/**
 * Asks the person who they are and whether they allow the request, as far as that is not known yet. The pages post to
 * their own address, so that the server need remember nothing between them.
 *
 * @returns the person, who has decided; nothing when they were sent a page.
 * @throws OAuthException `access_denied` when they may allow nothing of it.
 */
export async function interact(
  server: OAuthServer,
  authorization: AuthorizationRequest,
  visit: Visit,
): Promise<Person | undefined> {
  const { request, response, url, form } = visit;
  if (form?.has('username')) {
    await logIn(server, visit, form);
    return undefined;
  }
  const session = server.sessions.find(request);
  if (!session || (!form && url.searchParams.get('prompt') === 'login')) {
    const failed = url.searchParams.get(FAILED);
    sendPage(response, 200, (page) =>
      renderLoginPage(page, { username: failed ?? url.searchParams.get('login_hint') ?? '', failed: failed !== null }),
    );
    return undefined;
  }

  const { person, allowedScopes } = session;
  authorization.user = { id: person.username };
  authorization.scopes = await server.scopes.finalize(
    authorization.scopes,
    authorization.grantTypeId,
    authorization.client,
    person.username,
  );
  const scopes = authorization.scopes.map(({ name }) => name);
  const decision = form?.get('decision');
  if (decision === undefined && !scopes.every((name) => allowedScopes.has(name))) {
    const permissions = describeScopes(requestedScopes(scopes.join(' ')));
    sendPage(response, 200, (page) => renderConsentPage(page, { app: authorization.client.name, person, permissions }));
    return undefined;
  }
  authorization.isAuthorizationApproved = decision === undefined || decision === 'allow';
  if (authorization.isAuthorizationApproved) for (const name of scopes) allowedScopes.add(name);
  return person;
}

/**
 * Redirects to the same address, whether the password was right or not: if a page answered the form itself, Back would
 * ask whether to send the form again.
 */
async function logIn(
  { sessions, settings }: OAuthServer,
  { response, url }: Visit,
  form: URLSearchParams,
): Promise<void> {
  const username = form.get('username')?.trim() ?? '';
  const person = await settings.accounts.authenticate(username, form.get('password') ?? '');
  const next = new URL(url);
  if (person) {
    sessions.begin(response, person);
    next.searchParams.delete('prompt');
    next.searchParams.delete(FAILED);
  } else {
    next.searchParams.set(FAILED, username);
  }
  response.writeHead(303, { Location: `${next.pathname}${next.search}` }).end();
}
