import type { Answer, Reply } from './behaviour.ts';
import { authorizationEndpoint, SESSION_STATE } from './endpoints/authorization-endpoint.ts';
import { proofCheck } from './endpoints/check-proof.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { protectedResource } from './endpoints/protected-resource.ts';
import { pushedRequests } from './endpoints/pushed-requests.ts';
import { html, json, redirect } from './endpoints/replies.ts';
import { tokenEndpoint } from './endpoints/token-endpoint.ts';
import { tokenIssuer } from './endpoints/token-issuer.ts';
import { claimsFor, SUBJECT } from './person.ts';
import { signToken } from './signing-keys.ts';

/** The page that an app frames to ask for the person's session; its script asks the server each time. */
const CHECK_SESSION_PAGE = `<!doctype html><title>Session</title><script>
  addEventListener('message', async ({ data, origin, source }) => {
    const answer = await fetch('session-check?' + new URLSearchParams({ message: data, origin }));
    source.postMessage(await answer.text(), origin);
  });
</script>`;

/**
 * The endpoints of an authorization server, and of an API that its access tokens open, each by the last segment of its
 * path.
 */
export function endpointsOf(issuer: string, answer: Answer): Readonly<Record<string, Endpoint>> {
  const issue = tokenIssuer(issuer, answer);
  const checkProof = proofCheck(issuer);
  const tokens = tokenEndpoint(answer, issue, checkProof);
  const pushed = pushedRequests(answer);
  const protectedBy = protectedResource(issue, checkProof);

  const userInfo = async (scope: string): Promise<Reply> => {
    const claims = answer('userInfo', { sub: SUBJECT, ...claimsFor(scope) });
    const header = answer('userInfoHeader', null);
    if (!header) return json(claims);
    const token = answer('userInfoToken', await signToken(header, claims, issue.keys().signing));
    return { status: 200, headers: { 'Content-Type': 'application/jwt' }, body: token };
  };

  return {
    'openid-configuration': () => answer('discovery', json(answer('metadata', metadataOf(issuer, answer)))),
    keys: () => json({ keys: issue.keys().published.map(({ publicKey }) => publicKey) }),
    par: pushed.push,
    authorize: authorizationEndpoint(issuer, answer, { issue, tokens, pushed }),
    token: tokens.exchange,
    userinfo: async (request) =>
      answer('userInfoReply', await protectedBy(request, answer('dpopNonce', null), userInfo)),
    timesheets: async (request) =>
      answer('timesheets', await protectedBy(request, answer('apiDpopNonce', null), () => ({ status: 200 }))),
    'check-session': () => html(CHECK_SESSION_PAGE),
    'session-check': ({ query }) => {
      const isTheSame = query.get('message')?.endsWith(` ${answer('sessionState', SESSION_STATE)}`);
      return html(answer('sessionCheck', isTheSame ? 'unchanged' : 'changed'));
    },
    'end-session': ({ query }) => {
      const page = query.get(answer('postLogoutRedirectParameter', 'post_logout_redirect_uri'));
      const back = new URL(page ?? '');
      const parameters = answer('signedOut', { state: query.get('state') ?? '' });
      for (const [name, value] of Object.entries(parameters)) back.searchParams.set(name, value);
      return answer('endSession', redirect(back.href));
    },
  };
}

function metadataOf(issuer: string, answer: Answer) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    authorization_response_iss_parameter_supported: true,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: ['ES256'],
    pushed_authorization_request_endpoint: `${issuer}/par`,
    require_pushed_authorization_requests: answer('mustPush', false),
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/end-session`,
    check_session_iframe: `${issuer}/check-session`,
  };
}
