import { issueAccessToken } from './access-tokens.ts';
import { json, redirect, type Answer, type BrowserRequest } from './answer.ts';
import { issueIdToken } from './id-token.ts';
import { loginPage, refusedPage } from './pages.ts';
import type { Grant, ServerState } from './server-state.ts';
import { wrongAboutClient, wrongAboutRequest } from './wrong-requests.ts';

const PUSHED = 'urn:ietf:params:oauth:request_uri:';
const LIFE_OF_PUSHED = 60;

/** Keeps a request for later (RFC 9126). */
export function push(state: ServerState, { parameters }: BrowserRequest): Answer {
  const wrong = wrongAboutClient(state.settings, parameters) ?? wrongAboutRequest(parameters);
  if (wrong) {
    state.problems.push(`The pushed authorization request was refused. ${wrong.problem}`);
    return json({ error: wrong.error, error_description: wrong.problem }, 400);
  }
  const uri = PUSHED + crypto.randomUUID();
  state.pushed.set(uri, parameters);
  return json({ request_uri: uri, expires_in: LIFE_OF_PUSHED }, 201);
}

/** Answers an authorization request: by a redirect back, or by a page when the person has to sign in. */
export async function authorize(state: ServerState, request: BrowserRequest): Promise<Answer> {
  const parameters = pushedParameters(state, request.parameters);
  const refused = refusalOf(state, parameters);
  if (refused) return refused;
  const prompts = parameters.get('prompt')?.split(' ') ?? [];
  if (!hasToSignIn(state, parameters, prompts)) return grant(state, parameters);
  return prompts.includes('none')
    ? back(state, parameters, { error: 'login_required' })
    : loginPage(state.settings.issuer, state.settings.endpoints.login, parameters);
}

/** Signs the person in at the server, as the button on its page asks for, and answers the request that led there. */
export async function logIn(state: ServerState, { parameters }: BrowserRequest): Promise<Answer> {
  const refused = refusalOf(state, parameters);
  if (refused) return refused;
  state.signedInSince = state.now();
  return grant(state, parameters);
}

/** The parameters of a request, which may have been pushed before. */
function pushedParameters(state: ServerState, parameters: URLSearchParams): URLSearchParams {
  const uri = parameters.get('request_uri') ?? '';
  const pushed = state.pushed.get(uri);
  state.pushed.delete(uri);
  return pushed ?? parameters;
}

/** How a request is answered that is wrong, or that the test wants to see refused. */
function refusalOf(state: ServerState, parameters: URLSearchParams): Answer | null {
  const fromNowhere = wrongAboutClient(state.settings, parameters);
  if (fromNowhere) {
    state.problems.push(`The authorization request was refused by a page. ${fromNowhere.problem}`);
    return refusedPage(fromNowhere.problem);
  }
  const wrong = wrongAboutRequest(parameters);
  if (wrong) {
    state.problems.push(`The authorization request was answered with ${wrong.error}. ${wrong.problem}`);
    return back(state, parameters, { error: wrong.error, error_description: wrong.problem });
  }
  if (!state.refusal) return null;
  const { error, description } = state.refusal;
  state.refusal = null;
  return back(state, parameters, { error, error_description: description });
}

function hasToSignIn(state: ServerState, parameters: URLSearchParams, prompts: readonly string[]): boolean {
  const { signedInSince: since, now } = state;
  const maxAge = parameters.get('max_age');
  if (since === null || prompts.includes('login') || prompts.includes('select_account')) return true;
  return maxAge !== null && now() - since > Number(maxAge);
}

async function grant(state: ServerState, parameters: URLSearchParams): Promise<Answer> {
  const asked = parameters.get('scope')?.split(' ').filter(Boolean) ?? [];
  const { scopes } = state.settings;
  const granted: Grant = {
    person: state.person,
    authTime: state.signedInSince ?? state.now(),
    scopes: asked.filter((scope) => scopes?.includes(scope) ?? true),
    audience: parameters.get('audience') ?? parameters.get('resource'),
    nonce: parameters.get('nonce'),
    acr: parameters.get('acr_values')?.split(' ')[0] ?? null,
  };
  const types = parameters.get('response_type')?.split(' ') ?? [];
  if (types.includes('code')) {
    const code = crypto.randomUUID();
    const [redirectUri, codeChallenge] = [parameters.get('redirect_uri'), parameters.get('code_challenge')];
    state.codes.set(code, { ...granted, redirectUri: redirectUri ?? '', codeChallenge: codeChallenge ?? '' });
    return back(state, parameters, { code });
  }
  const accessToken = types.includes('token') ? await issueAccessToken(state, granted) : null;
  const forAccess = accessToken !== null && {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: state.settings.expiresIn,
    scope: granted.scopes.join(' '),
  };
  const forIdentity = types.includes('id_token') && { id_token: await issueIdToken(state, granted, accessToken) };
  return back(state, parameters, { ...forAccess, ...forIdentity });
}

function back(
  { settings }: ServerState,
  parameters: URLSearchParams,
  response: Readonly<Record<string, string | number | undefined>>,
): Answer {
  const isCode = parameters.get('response_type') === 'code';
  const mode = parameters.get('response_mode') ?? (isCode ? 'query' : 'fragment');
  const all = { ...response, state: parameters.get('state') ?? undefined, iss: settings.issuer };
  return redirect(parameters.get('redirect_uri') ?? '', all, mode === 'query' && isCode ? 'query' : 'fragment');
}
