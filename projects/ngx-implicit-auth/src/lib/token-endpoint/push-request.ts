import { demand } from '../protocol/demand';
import type { Fetch } from '../protocol/fetch-json';
import type { ServerMetadata } from '../protocol/server-metadata';
import { postForm, type PostedForm } from './post-form';

const PUSHED_REQUEST: PostedForm = {
  success: 201,
  refused: 'pushed_request_refused',
  refusal:
    'refused the authorization request. Read `server`, and check the client, its redirect URI and its scope there',
};

/**
 * Pushes an authorization request to the server, and returns the URL that the person is sent to in its place: it names
 * the client and the request, and nothing else.
 *
 * @param url - the authorization request
 * @throws AuthError `pushed_request_refused`, `metadata_invalid`, `server_unreachable`, `cors_blocked`,
 * `server_answer_invalid`
 * @see RFC 9126, sections 2 and 4
 */
export async function pushRequest(
  url: string,
  { issuer, authorizationEndpoint, pushedAuthorizationRequestEndpoint: endpoint }: ServerMetadata,
  clientId: string,
  fetch: Fetch,
): Promise<string> {
  demand(
    endpoint,
    'metadata_invalid',
    `${issuer} has no pushed_authorization_request_endpoint. Correct it at the server, configure the endpoint by hand, or ` +
      'leave out pushAuthorizationRequests.',
  );
  const reference = new URL(authorizationEndpoint);
  const form = new URL(url).searchParams;
  for (const name of reference.searchParams.keys()) form.delete(name);
  const requestUri = (await postForm(endpoint, form, PUSHED_REQUEST, fetch)).get('request_uri');
  demand(requestUri, 'server_answer_invalid', `${endpoint} named no request_uri. Correct it at the server.`);
  reference.searchParams.set('client_id', clientId);
  reference.searchParams.set('request_uri', requestUri);
  return reference.href;
}
