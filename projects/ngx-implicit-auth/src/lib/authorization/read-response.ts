import { demand } from '../protocol/demand';
import { parseResponseParameters, type ResponseParameters } from '../protocol/response-parameters';
import type { CapturedResponse } from '../session/capture-response';
import type { QueryResponse } from '../settings/auth-config';
import type { RequestSettings } from '../settings/request-settings';

/**
 * Reads the parameters of an answer, and translates the server's own names into those of the specification.
 *
 * @throws AuthError the codes of `parseResponseParameters`
 */
export function readResponse({ encoded }: CapturedResponse, queryResponse?: QueryResponse): ResponseParameters {
  if (!queryResponse) return parseResponseParameters(encoded);
  const { accessTokenParameter, expiresIn = 'expires_in', scope = 'scope' } = queryResponse;
  const names = { access_token: accessTokenParameter, expires_in: expiresIn, scope };
  const parameters = parseResponseParameters(encoded, Object.values(names));
  const standard = new Map(parameters);
  for (const [name, own] of Object.entries(names)) {
    const value = parameters.get(own);
    demand(
      own === name || value === undefined || !parameters.has(name),
      'response_parameter_repeated',
      `The response holds ${name} twice, once under the name ${own}. Have the server send it once.`,
    );
    standard.delete(own);
    if (value !== undefined) standard.set(name, value);
  }
  // Such a server does not name the type. The app has, by configuring the parameter.
  if (standard.has('access_token') && !standard.has('token_type')) standard.set('token_type', 'Bearer');
  return standard;
}

/**
 * Makes sure that tokens came in the fragment, unless the app has allowed the query. Errors and codes may come in either.
 *
 * @throws AuthError `response_in_query`
 * @see OpenID Connect Core 1.0, section 3.2.2.5
 */
export function checkComponent(
  { component }: CapturedResponse,
  parameters: ResponseParameters,
  { responseType, queryResponse }: RequestSettings,
): void {
  demand(
    component === 'fragment' || parameters.has('error') || responseType === 'code' || queryResponse,
    'response_in_query',
    parameters.has('code')
      ? "The server answered with a code, as in the authorization code grant. Write responseType: 'code', or allow this " +
          'client the implicit grant there.'
      : 'The server answered in the query, where tokens end up in logs and histories. Have it answer in the fragment ' +
          '(response_mode=fragment), or, if it cannot, allow it with tokenInQuery().',
  );
}
