import type { Settings } from './auth-server-options.ts';

/** Why a server refuses a request, as it tells the app, and as the test tells its reader. */
export interface Wrong {
  readonly error: 'invalid_client' | 'invalid_request' | 'unsupported_response_type';
  readonly problem: string;
}

const RESPONSE_TYPES = ['code', 'id_token token', 'token id_token', 'id_token', 'token'];

/** What is wrong with who asks, and where the answer is to go: then it may go nowhere. */
export function wrongAboutClient(settings: Settings, parameters: URLSearchParams): Wrong | null {
  const uri = parameters.get('redirect_uri') ?? '';
  if (parameters.has('request_uri'))
    return invalid('Its request_uri is not one that was pushed before, or it was used already.');
  if (parameters.get('client_id') !== settings.clientId) return wrongClient(settings, parameters);
  const { redirectUris } = settings;
  if (isRegistered(uri, redirectUris, settings)) return null;
  return invalid(
    `Its redirect_uri is ${uri || 'missing'}. ${whatIsRegistered('redirectUris', redirectUris, settings)}`,
  );
}

/** Says which client id was sent, and which one the server knows. */
export function wrongClient({ clientId }: Settings, parameters: URLSearchParams): Wrong {
  const sent = parameters.get('client_id');
  const problem =
    `Its client_id is ${sent === null ? 'missing' : `'${sent}'`}, and the server knows '${clientId}' alone. ` +
    "Write the app's clientId into authServerOptions.";
  return { error: 'invalid_client', problem };
}

/** What is wrong with the page that a sign-out is to come back to. */
export function wrongAboutSignOut(settings: Settings, uri: string): string | null {
  const { postLogoutRedirectUris: registered } = settings;
  if (isRegistered(uri, registered, settings)) return null;
  return `Its post_logout_redirect_uri is ${uri}. ${whatIsRegistered('postLogoutRedirectUris', registered, settings)}`;
}

/** What is wrong with what is asked for: that the app is told. */
export function wrongAboutRequest(parameters: URLSearchParams): Wrong | null {
  const type = parameters.get('response_type') ?? '';
  const isCode = type === 'code';
  const mode = parameters.get('response_mode');
  if (!RESPONSE_TYPES.includes(type)) {
    const problem = `Its response_type is ${type || 'missing'}, and the server has: ${RESPONSE_TYPES.join(', ')}.`;
    return { error: 'unsupported_response_type', problem };
  }
  if (mode !== null && mode !== 'fragment' && !(mode === 'query' && isCode))
    return invalid(`Its response_mode is ${mode}, and the server has: fragment, and query for a code.`);
  if (type.includes('id_token') && !parameters.has('nonce')) return invalid('It asks for an id_token without a nonce.');
  if (type.includes('id_token') && !parameters.get('scope')?.split(' ').includes('openid'))
    return invalid('It asks for an id_token without the scope openid.');
  if (isCode && (!parameters.get('code_challenge') || parameters.get('code_challenge_method') !== 'S256'))
    return invalid('It asks for a code without PKCE: code_challenge, and code_challenge_method=S256.');
  if (parameters.has('request')) return invalid('It has a request object, which the server does not read.');
  if (parameters.has('dpop_jkt'))
    return invalid('It asks for tokens that are bound to a key (DPoP), which the server has not.');
  return null;
}

function isRegistered(uri: string, registered: readonly string[] | null, { appOrigins }: Settings): boolean {
  if (registered) return registered.includes(uri);
  return URL.canParse(uri) && !uri.includes('#') && appOrigins.includes(new URL(uri).origin);
}

function whatIsRegistered(option: string, registered: readonly string[] | null, { appOrigins }: Settings): string {
  return registered
    ? `Registered, by authServerOptions.${option}, are: ${registered.join(', ')}.`
    : `Registered is any page at ${appOrigins.join(', ')} (baseURL); others by authServerOptions.${option}.`;
}

function invalid(problem: string): Wrong {
  return { error: 'invalid_request', problem };
}
