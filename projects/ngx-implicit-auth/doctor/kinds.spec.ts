import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Ask } from './ask.ts';
import { examine } from './examine.ts';
import type { CheckName } from './finding.ts';
import { replyOf } from './testing/reply.ts';
import { APP, CLIENT_ID, PUBLIC_KEY } from './testing/server.ts';
import { subjectBy } from './testing/subject-by.ts';

/** A healthy server of another kind than the sandbox's, by what its documentation says. */
interface Kind {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What the app writes beside issuer and client id. */
  readonly config?: string;
  readonly flow?: 'code';
  /** What no app may read. */
  readonly hidden?: readonly string[];
  /** What is there, and nothing to mend. */
  readonly aside: readonly CheckName[];
}

const FRAGMENT = { response_modes_supported: ['query', 'fragment', 'form_post'] };

const KINDS: Readonly<Record<string, Kind>> = {
  'one like Google': {
    metadata: {
      issuer: 'https://accounts.google.com',
      authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
      token_endpoint: 'https://oauth2.googleapis.com/token',
      userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
      revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
      jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
      response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['plain', 'S256'],
    },
    hidden: ['https://oauth2.googleapis.com/revoke'],
    aside: ['revocation', 'end-session', 'renewal page', 'cookies in frames', 'token endpoint'],
  },
  'one like Amazon Cognito': {
    metadata: {
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE',
      authorization_endpoint: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/authorize',
      token_endpoint: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/token',
      userinfo_endpoint: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/userInfo',
      revocation_endpoint: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/revoke',
      end_session_endpoint: 'https://example.auth.eu-central-1.amazoncognito.com/logout',
      jwks_uri: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE/.well-known/jwks.json',
      response_types_supported: ['code', 'token'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    config: "responseType: 'token', scope: 'openid', postLogoutRedirectParameter: 'logout_uri'",
    aside: ['keys', 'renewal page', 'cookies in frames', 'token endpoint'],
  },
  'one like Microsoft Entra ID': {
    metadata: {
      issuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
      authorization_endpoint:
        'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/authorize',
      token_endpoint: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token',
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
      end_session_endpoint: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/logout',
      jwks_uri: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/discovery/v2.0/keys',
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...FRAGMENT,
    },
    aside: ['revocation', 'renewal page', 'cookies in frames', 'token endpoint'],
  },
  'one like AD FS, by a code': {
    metadata: {
      issuer: 'https://adfs.example.com/adfs',
      authorization_endpoint: 'https://adfs.example.com/adfs/oauth2/authorize/',
      token_endpoint: 'https://adfs.example.com/adfs/oauth2/token/',
      userinfo_endpoint: 'https://adfs.example.com/adfs/userinfo',
      end_session_endpoint: 'https://adfs.example.com/adfs/oauth2/logout',
      jwks_uri: 'https://adfs.example.com/adfs/discovery/keys',
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token', 'code token'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'implicit'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...FRAGMENT,
    },
    flow: 'code',
    aside: ['revocation', 'renewal page', 'cookies in frames'],
  },
};

/** Answers as a healthy server with this document, which lets everybody read all but what is hidden. */
function askOf({ metadata, hidden = [] }: Kind): Ask {
  const { issuer } = metadata;
  return async (url, { method = 'GET' } = {}) => {
    const { origin, pathname, searchParams } = new URL(url);
    const address = origin + pathname;
    const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'Authorization' };
    const headers = { date: new Date().toUTCString(), ...(hidden.includes(address) ? {} : open) };
    const answer = (status: number, body: unknown) => replyOf({ url, status, headers, text: JSON.stringify(body) });
    if (address === `${String(issuer)}/.well-known/openid-configuration`) return answer(200, metadata);
    if (address === metadata['jwks_uri']) return answer(200, { keys: [PUBLIC_KEY] });
    if (method === 'OPTIONS') return answer(204, {});
    if (method === 'POST')
      return answer(400, { error: address === metadata['token_endpoint'] ? 'invalid_grant' : 'invalid_token' });
    if (address === metadata['end_session_endpoint']) {
      return answer(searchParams.has('logout_uri') || !address.includes('cognito') ? 200 : 400, {});
    }
    const [client, redirectUri] = [searchParams.get('client_id'), searchParams.get('redirect_uri')];
    if (client !== CLIENT_ID || redirectUri !== `${APP}/auth/callback`) return answer(400, { client, redirectUri });
    const component = searchParams.get('response_type') === 'code' ? '?' : '#';
    const location = `${redirectUri}${component}error=interaction_required&state=${String(searchParams.get('state'))}`;
    return replyOf({ url, status: 302, location });
  };
}

for (const [name, kind] of Object.entries(KINDS)) {
  it(`finds nothing to mend at ${name}`, async () => {
    const { metadata, config = '', flow = 'implicit', aside } = kind;
    const subject = subjectBy({ issuer: String(metadata['issuer']), flow }, `export const config = { ${config} };`);
    const { findings, status } = await examine(subject, askOf(kind));
    const checksBy = (verdict: string) => findings.filter((one) => one.verdict === verdict).map(({ check }) => check);
    assert.deepEqual(checksBy('wrong'), []);
    assert.deepEqual(
      checksBy('aside')
        .filter((check) => check !== 'code')
        .sort(),
      [...aside].sort(),
    );
    assert.equal(status, 0);
  });
}
