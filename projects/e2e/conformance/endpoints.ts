import { base64url } from 'jose';
import type { Answers, Reply } from './behaviour.ts';
import { claimsFor, SUBJECT } from './person.ts';
import type { RecordedRequest } from './request-record.ts';
import { RSA_KEY, signToken, type Claims } from './signing-keys.ts';

/** Answers a request; by `null`, never. */
type Endpoint = (request: RecordedRequest) => Reply | null | Promise<Reply | null>;

const LIFETIME_SECONDS = 600;

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
 *
 * @param answer gets each part of an answer as it is proper, and may change it.
 */
export function endpointsOf(
  issuer: string,
  answer: <Part extends keyof Answers>(part: Part, proper: Answers[Part]) => Answers[Part],
): Readonly<Record<string, Endpoint>> {
  /** The scope of each access token. */
  const granted = new Map<string, string>();
  const keys = () => answer('keys', { signing: RSA_KEY, published: [RSA_KEY] });
  const lifetimeSeconds = () => answer('lifetimeSeconds', LIFETIME_SECONDS);
  const sessionState = () => answer('sessionState', 'a-session');
  const scopeOf = ({ headers }: RecordedRequest) => granted.get(headers.authorization?.replace('Bearer ', '') ?? '');

  const idToken = async (request: URLSearchParams, accessToken: string | null) => {
    const { signing } = keys();
    const now = Math.floor(Date.now() / 1000);
    const claims = answer('claims', {
      iss: issuer,
      sub: SUBJECT,
      aud: request.get('client_id'),
      nonce: request.get('nonce'),
      iat: now,
      exp: now + lifetimeSeconds(),
      // With an access token, the userinfo endpoint tells the rest (Core 5.4).
      ...(accessToken
        ? { at_hash: await accessTokenHash(accessToken, signing.alg) }
        : claimsFor(request.get('scope') ?? '')),
    });
    const header = answer('header', { alg: signing.alg, kid: signing.kid });
    return answer('idToken', await signToken(header, claims, signing));
  };

  const userInfo = async (scope: string | undefined): Promise<Reply> => {
    if (scope === undefined) return { status: 401 };
    const claims = answer('userInfo', { sub: SUBJECT, ...claimsFor(scope) });
    const header = answer('userInfoHeader', null);
    if (!header) return json(claims);
    const token = answer('userInfoToken', await signToken(header, claims, keys().signing));
    return { status: 200, headers: { 'Content-Type': 'application/jwt' }, body: token };
  };

  return {
    'openid-configuration': () =>
      answer(
        'discovery',
        json(
          answer('metadata', {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            jwks_uri: `${issuer}/keys`,
            userinfo_endpoint: `${issuer}/userinfo`,
            end_session_endpoint: `${issuer}/end-session`,
            check_session_iframe: `${issuer}/check-session`,
          }),
        ),
      ),
    keys: () => json({ keys: keys().published.map(({ publicKey }) => publicKey) }),
    authorize: async ({ query }) => {
      const wanted = query.get('response_type')?.split(' ') ?? [];
      const accessToken = wanted.includes('token') ? answer('accessToken', `at-${crypto.randomUUID()}`) : null;
      if (accessToken) granted.set(accessToken, query.get('scope') ?? '');
      const response = answer('response', {
        ...(accessToken && { access_token: accessToken, token_type: 'Bearer', expires_in: `${lifetimeSeconds()}` }),
        ...(wanted.includes('id_token') && { id_token: await idToken(query, accessToken) }),
        state: query.get('state') ?? '',
        session_state: sessionState(),
      });
      return answer('authorization', redirect(`${query.get('redirect_uri') ?? ''}#${new URLSearchParams(response)}`));
    },
    userinfo: async (request) => answer('userInfoReply', await userInfo(scopeOf(request))),
    timesheets: (request) => answer('timesheets', { status: scopeOf(request) === undefined ? 401 : 200 }),
    'check-session': () => html(CHECK_SESSION_PAGE),
    'session-check': ({ query }) => {
      const isTheSame = query.get('message')?.endsWith(` ${sessionState()}`);
      return html(answer('sessionCheck', isTheSame ? 'unchanged' : 'changed'));
    },
    'end-session': ({ query }) => {
      const back = new URL(query.get('post_logout_redirect_uri') ?? '');
      const parameters = answer('signedOut', { state: query.get('state') ?? '' });
      for (const [name, value] of Object.entries(parameters)) back.searchParams.set(name, value);
      return answer('endSession', redirect(back.href));
    },
  };
}

function json(document: Claims): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(document) };
}

function html(body: string): Reply {
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

function redirect(location: string): Reply {
  return { status: 302, headers: { Location: location } };
}

/** The `at_hash` beside a signature of this algorithm. */
async function accessTokenHash(accessToken: string, alg: string): Promise<string> {
  const bits = /512|EdDSA/.test(alg) ? 512 : 256;
  const digest = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(accessToken));
  return base64url.encode(new Uint8Array(digest, 0, bits / 16));
}
