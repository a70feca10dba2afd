import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { CheckName } from './finding.ts';
import { examined } from './testing/run.ts';
import {
  APP,
  CLIENT_ID,
  DISCOVERY,
  hidden,
  json,
  page,
  PUBLIC_KEY,
  sentBack,
  startServer,
  withHeaders,
  type Departure,
  type Departures,
} from './testing/server.ts';

/** A server or an app that is set up wrongly, and what has to be found: nothing else is wrong. */
interface Misconfiguration {
  readonly name: string;
  readonly server?: Departures;
  /** Flags beyond the usual, or in their place. */
  readonly flags?: (url: string) => Readonly<Record<string, string>>;
  readonly check: CheckName;
  readonly code?: string;
  readonly says: RegExp;
  readonly cure: RegExp;
  readonly status?: 2;
}

/** The document with some members changed; `undefined` leaves one out. */
const metadata =
  (changed: Readonly<Record<string, unknown>>): Departures =>
  () => ({
    [DISCOVERY]: (proper) => ({ ...proper, body: JSON.stringify({ ...JSON.parse(proper.body ?? ''), ...changed }) }),
  });

const at =
  (path: string, departure: Departure): Departures =>
  () => ({ [path]: departure });

const keys = (...published: unknown[]): Departures =>
  at('/keys', (proper) => ({ ...proper, body: JSON.stringify({ keys: published }) }));

/** Answers the app, and refuses whom the proper server refuses. */
const answers = (answer: Departure): Departures =>
  at('/authorize', (proper, asked) => (proper.status === 302 ? answer(proper, asked) : proper));

/** Where nothing listens any more. */
const { url: unused, close } = await startServer();
await close();

/** Sends people back to this redirect URI, the only one that is registered. */
function answersTo(uri: string): Departures {
  return (url) => ({
    '/authorize': (_, { parameters }) =>
      parameters.get('client_id') === CLIENT_ID && parameters.get('redirect_uri') === uri
        ? sentBack(parameters, { error: 'login_required', iss: url })
        : page(parameters.get('client_id') === CLIENT_ID ? 'The address is not known' : 'The app is not known', 400),
    '/end-session': () => page('Do you want to sign out?'),
  });
}

const code = () => ({ flow: 'code' });

const MISCONFIGURATIONS: readonly Misconfiguration[] = [
  {
    name: 'nothing listens there',
    flags: () => ({ issuer: unused }),
    check: 'reachability',
    code: 'server_unreachable',
    says: /localhost:\d+.*refused/,
    cure: /Start the server, or correct the port/,
    status: 2,
  },
  {
    name: 'https where plain http is spoken',
    flags: (url) => ({ issuer: url.replace('http:', 'https:') }),
    check: 'reachability',
    code: 'server_unreachable',
    says: /TLS certificate or handshake/,
    cure: /valid certificate/,
    status: 2,
  },
  {
    name: 'the server never answers',
    server: at(DISCOVERY, () => null),
    check: 'reachability',
    code: 'server_unreachable',
    says: /no answer in time/,
    cure: /firewall/,
    status: 2,
  },
  {
    name: 'the connection is cut',
    server: at(DISCOVERY, () => 'cut'),
    check: 'reachability',
    code: 'server_unreachable',
    says: /ends without an answer/,
    cure: /what stands before it/,
    status: 2,
  },
  {
    name: 'no discovery document',
    server: at(DISCOVERY, (proper) => ({ ...proper, status: 404 })),
    check: 'discovery',
    code: 'server_answer_invalid',
    says: /status 404/,
    cure: /discoveryUrl/,
  },
  {
    name: 'a page in place of the document',
    server: at(DISCOVERY, (proper) => ({ ...proper, body: '<!doctype html>' })),
    check: 'discovery',
    code: 'server_answer_invalid',
    says: /no JSON object/,
    cure: /Correct issuer/,
  },
  {
    name: 'a document without end',
    server: at(DISCOVERY, (proper) => ({ ...proper, body: `{"a":"${'a'.repeat(2 ** 20)}"}` })),
    check: 'discovery',
    code: 'server_answer_invalid',
    says: /more than 1 MiB/,
    cure: /Correct issuer/,
  },
  {
    name: 'the document redirects to another host',
    server: at(DISCOVERY, (proper) =>
      withHeaders({ ...proper, status: 302 }, { location: 'https://login.example.com/document' }),
    ),
    check: 'discovery',
    code: 'server_answer_invalid',
    says: /redirects to another host/,
    cure: /discoveryUrl: 'https:\/\/login\.example\.com\/document'/,
  },
  {
    name: 'the document redirects to plain http',
    server: at(DISCOVERY, (proper) => withHeaders({ ...proper, status: 302 }, { location: 'http://id.example.com/' })),
    check: 'discovery',
    code: 'server_answer_invalid',
    says: /insecure URL, http:\/\/id\.example\.com/,
    cure: /redirect to https/,
  },
  {
    name: 'no CORS at the document',
    server: at(DISCOVERY, hidden),
    check: 'discovery CORS',
    code: 'cors_blocked',
    says: /sends no Access-Control-Allow-Origin/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'CORS for another app',
    server: at(DISCOVERY, (proper) => withHeaders(proper, { 'access-control-allow-origin': 'https://other.example' })),
    check: 'discovery CORS',
    code: 'cors_blocked',
    says: /names another origin/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'CORS by the server and by its proxy',
    server: at(DISCOVERY, (proper) => withHeaders(proper, { 'access-control-allow-origin': [APP, '*'] })),
    check: 'discovery CORS',
    code: 'cors_blocked',
    says: /comes twice/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'the issuer lacks its slash',
    server: (url) => ({
      ...metadata({ issuer: `${url}/` })(url),
      ...answers((_, { parameters }) => sentBack(parameters, { error: 'login_required', iss: `${url}/` }))(url),
    }),
    check: 'issuer',
    code: 'metadata_issuer_mismatch',
    says: /lacks the slash at the end, and nothing else differs/,
    cure: /issuer: 'http:\/\/localhost:\d+\/'/,
  },
  {
    name: 'the issuer has a slash too many',
    flags: (url) => ({ issuer: `${url}/` }),
    check: 'issuer',
    code: 'metadata_issuer_mismatch',
    says: /slash at the end too many, and nothing else differs/,
    cure: /issuer: 'http:\/\/localhost:\d+'/,
  },
  {
    name: 'the document of another issuer',
    server: metadata({ issuer: 'https://tenant.example.com' }),
    check: 'issuer',
    code: 'metadata_issuer_mismatch',
    says: /names https:\/\/tenant\.example\.com.*they are two/,
    cure: /issuer: 'https:\/\/tenant\.example\.com'/,
  },
  {
    name: 'the document for every tenant',
    server: metadata({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }),
    check: 'issuer',
    code: 'metadata_issuer_mismatch',
    says: /\{tenantid\}.*they are two/,
    cure: /the tenant's id in issuer, in place of common/,
  },
  {
    name: 'a document without issuer',
    server: metadata({ issuer: undefined }),
    check: 'issuer',
    code: 'metadata_issuer_mismatch',
    says: /names no issuer/,
    cure: /Correct it at the server/,
  },
  {
    name: 'endpoints under a name that the proxy knows alone',
    server: metadata({ userinfo_endpoint: 'http://keycloak:8080/userinfo' }),
    check: 'endpoints',
    code: 'metadata_invalid',
    says: /userinfo_endpoint: no https URL \(http:\/\/keycloak:8080\/userinfo\)/,
    cure: /public address/,
  },
  {
    name: 'a page that watches sessions, by plain http',
    server: metadata({ check_session_iframe: 'http://id.example.com/session' }),
    check: 'endpoints',
    code: 'metadata_invalid',
    says: /check_session_iframe: no https URL/,
    cure: /public address/,
  },
  {
    name: 'no keys named',
    server: metadata({ jwks_uri: undefined }),
    check: 'endpoints',
    code: 'metadata_invalid',
    says: /no jwks_uri/,
    cure: /by hand, as server/,
  },
  {
    name: 'no token endpoint for a code',
    server: metadata({ token_endpoint: undefined }),
    flags: code,
    check: 'endpoints',
    code: 'metadata_invalid',
    says: /no token_endpoint/,
    cure: /by hand, as server/,
  },
  {
    name: 'a clock that is ahead',
    server: at(DISCOVERY, (proper) => withHeaders(proper, { date: inMinutes(10) })),
    check: 'clock',
    code: 'id_token_not_yet_valid',
    says: /\b(599|60[01]) s ahead/,
    cure: /NTP/,
  },
  {
    name: 'a clock that is behind',
    server: at(DISCOVERY, (proper) => withHeaders(proper, { date: inMinutes(-10) })),
    check: 'clock',
    code: 'id_token_too_old',
    says: /\b(599|60[01]) s behind/,
    cure: /NTP/,
  },
  {
    name: 'no keys where they are said to be',
    server: at('/keys', (proper) => ({ ...proper, status: 404 })),
    check: 'keys',
    code: 'server_answer_invalid',
    says: /keys answers with status 404/,
    cure: /jwks_uri/,
  },
  {
    name: 'a key in place of a key set',
    server: at('/keys', (proper) => ({ ...proper, body: JSON.stringify(PUBLIC_KEY) })),
    check: 'keys',
    code: 'key_set_invalid',
    says: /no JSON Web Key Set/,
    cure: /"keys"/,
  },
  {
    name: 'keys that never come',
    server: at('/keys', () => null),
    check: 'keys',
    code: 'server_unreachable',
    says: /keys: no answer in time/,
    cure: /firewall/,
  },
  {
    name: 'keys for encryption alone',
    server: keys({ ...PUBLIC_KEY, use: 'enc' }),
    check: 'keys',
    code: 'signing_key_unknown',
    says: /1 keys, and none that a signature can be verified with/,
    cure: /RS256 or ES256/,
  },
  {
    name: 'a private key published',
    server: keys({ ...PUBLIC_KEY, d: 'secret' }),
    check: 'keys',
    code: 'signing_key_unknown',
    says: /secret part of a key/,
    cure: /out of use at once/,
  },
  {
    name: 'an RSA key of 1024 bits',
    server: keys({ ...PUBLIC_KEY, n: Buffer.alloc(128, 1).toString('base64url') }),
    check: 'keys',
    code: 'signing_key_unusable',
    says: /shorter than 2048 bits/,
    cure: /2048 bits or more/,
  },
  {
    name: 'no CORS at the keys',
    server: at('/keys', hidden),
    check: 'keys CORS',
    code: 'cors_blocked',
    says: /may not read the keys/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'id_tokens signed with a secret',
    server: metadata({ id_token_signing_alg_values_supported: ['HS256', 'none'] }),
    check: 'signatures',
    code: 'id_token_algorithm_refused',
    says: /HS256, none alone/,
    cure: /RS256 or ES256/,
  },
  {
    name: 'id_tokens signed with a key that is not published',
    server: metadata({ id_token_signing_alg_values_supported: ['ES256'] }),
    check: 'signatures',
    code: 'signing_key_unknown',
    says: /ES256, and no key for that/,
    cure: /public key published/,
  },
  {
    name: 'the response type is not offered',
    server: metadata({ response_types_supported: ['code'] }),
    check: 'response type',
    code: 'authorization_failed',
    says: /id_token token is not offered. Offered: code/,
    cure: /implicit grant/,
  },
  {
    name: 'the implicit grant is not offered',
    server: metadata({ grant_types_supported: ['authorization_code'] }),
    check: 'response type',
    code: 'authorization_failed',
    says: /not its grant type, implicit/,
    cure: /implicit grant/,
  },
  {
    name: 'answers in the query or a form alone',
    server: metadata({ response_modes_supported: ['query', 'form_post'] }),
    check: 'response mode',
    code: 'response_in_query',
    says: /fragment is not offered/,
    cure: /response_mode=fragment/,
  },
  {
    name: 'PKCE by plain alone',
    server: metadata({ code_challenge_methods_supported: ['plain'] }),
    flags: code,
    check: 'PKCE',
    code: 'authorization_failed',
    says: /S256 is not known. Known: plain/,
    cure: /S256/,
  },
  {
    name: 'a redirect URI that is not registered',
    flags: () => ({ 'redirect-uri': 'auth/callback/' }),
    check: 'redirect URI',
    says: /auth\/callback\/ is not registered/,
    cure: /Register http:\/\/localhost:4200\/auth\/callback\/ as redirect URI/,
  },
  {
    name: 'an app that comes from another origin than people are sent to',
    flags: () => ({ origin: APP, 'redirect-uri': 'https://app.example.com/auth/callback' }),
    server: answersTo('https://app.example.com/auth/callback'),
    check: 'configuration',
    code: 'config_invalid',
    says: /not of the app's origin, http:\/\/localhost:4200/,
    cure: /path relative/,
  },
  {
    name: 'a server that leads to another page of the app',
    server: at('/authorize', (proper) =>
      proper.status === 302 ? withHeaders(proper, { location: `${APP}/` }) : proper,
    ),
    check: 'redirect URI',
    code: 'redirect_uri_mismatch',
    says: /sends people to http:\/\/localhost:4200\/ instead of/,
    cure: /Register http:\/\/localhost:4200\/auth\/callback/,
  },
  {
    name: 'a redirect URI that is not registered, told by a page with status 200',
    server: at('/authorize', (proper) => page(proper.status === 302 ? 'AADSTS50011: no reply URL' : 'AADSTS700016')),
    check: 'redirect URI',
    says: /is not registered/,
    cure: /as redirect URI/,
  },
  {
    name: 'a client id that is not known, told by a page with status 200',
    server: at('/authorize', () => page('AADSTS700016: no such application')),
    check: 'client id',
    says: /client id is not known/,
    cure: /Compare clientId/,
  },
  {
    name: 'a client that may not use the flow, told by a page',
    server: answers(() => page('This client may not use the response_type', 400)),
    check: 'grant',
    code: 'authorization_failed',
    says: /may not ask for id_token token: the server answers a page with status 400/,
    cure: /implicit grant/,
  },
  {
    name: 'a client id that is not known',
    flags: () => ({ 'client-id': 'timesheets' }),
    check: 'client id',
    says: /client id is not known/,
    cure: /Compare clientId \(timesheets\)/,
  },
  {
    name: 'redirect URIs by wildcard',
    server: (url) => ({
      '/authorize': (proper, { parameters }) =>
        parameters.get('client_id') === CLIENT_ID
          ? sentBack(parameters, { error: 'login_required', iss: url })
          : proper,
    }),
    check: 'other redirect URIs',
    says: /nobody has registered/,
    cure: /without wildcards/,
  },
  {
    name: 'the implicit grant is off for the client',
    server: (url) =>
      answers((_, { parameters }) => sentBack(parameters, { error: 'unauthorized_client', iss: url }))(url),
    check: 'grant',
    code: 'authorization_failed',
    says: /may not ask for id_token token: the server answers unauthorized_client/,
    cure: /implicit grant/,
  },
  {
    name: 'a scope that the client may not have',
    server: (url) => answers((_, { parameters }) => sentBack(parameters, { error: 'invalid_scope', iss: url }))(url),
    flags: () => ({ scope: 'openid reports' }),
    check: 'grant',
    code: 'authorization_failed',
    says: /the scope openid reports/,
    cure: /Allow the client these scopes/,
  },
  {
    name: 'state is forgotten',
    server: (url) =>
      answers((_, { parameters }) => {
        parameters.delete('state');
        return withoutState(sentBack(parameters, { error: 'login_required', iss: url }));
      })(url),
    check: 'answer',
    code: 'state_missing',
    says: /no state/,
    cure: /repeat state/,
  },
  {
    name: 'state is changed',
    server: (url) =>
      answers((_, { parameters }) => sentBack(parameters, { error: 'login_required', iss: url, state: 'x' }))(url),
    check: 'answer',
    code: 'state_unknown',
    says: /another state/,
    cure: /repeat state/,
  },
  {
    name: 'iss is announced and not sent',
    server: answers((_, { parameters }) => sentBack(parameters, { error: 'login_required' })),
    check: 'answer',
    code: 'response_issuer_missing',
    says: /this one does not/,
    cure: /authorization_response_iss_parameter_supported/,
  },
  {
    name: 'iss of another server',
    server: answers((_, { parameters }) =>
      sentBack(parameters, { error: 'login_required', iss: 'https://other.example' }),
    ),
    check: 'answer',
    code: 'response_issuer_mismatch',
    says: /names the issuer https:\/\/other\.example/,
    cure: /issuer as the server does/,
  },
  {
    name: 'tokens in the query',
    server: (url) => answers((_, { parameters }) => sentBack(parameters, { access_token: 'a', iss: url }, '?'))(url),
    check: 'answer',
    code: 'response_in_query',
    says: /comes in the query/,
    cure: /answer in the fragment/,
  },
  {
    name: 'a login page in answer to prompt=none',
    server: answers(() => page('Sign in')),
    check: 'prompt=none',
    code: 'renewal_frame_blocked',
    says: /a page instead of a redirect/,
    cure: /strategy: 'navigation'/,
  },
  {
    name: 'a faulty authorization endpoint',
    server: at('/authorize', () => page('Out of order', 500)),
    check: 'redirect URI',
    code: 'server_answer_invalid',
    says: /status 500/,
    cure: /the server's log/,
  },
  {
    name: 'no CORS at the token endpoint',
    server: at('/token', hidden),
    flags: code,
    check: 'token endpoint',
    code: 'cors_blocked',
    says: /may not read what http:\/\/localhost:\d+\/token answers/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'a token endpoint that wants a secret',
    server: at('/token', (proper) => ({ ...proper, status: 401, body: '{"error":"invalid_client"}' })),
    flags: code,
    check: 'token endpoint',
    code: 'token_request_refused',
    says: /wants a secret/,
    cure: /timesheets-spa a public client/,
  },
  {
    name: 'no token endpoint where it is said to be',
    server: at('/token', () => page('Nothing here', 404)),
    flags: code,
    check: 'token endpoint',
    code: 'server_answer_invalid',
    says: /status 404/,
    cure: /Correct token_endpoint/,
  },
  {
    name: 'pushed requests alone, and this one is refused',
    server: (url) => ({
      ...metadata({
        require_pushed_authorization_requests: true,
        pushed_authorization_request_endpoint: `${url}/par`,
      })(url),
      '/par': () => withHeaders(json({ error: 'invalid_redirect_uri' }, 400), { 'access-control-allow-origin': APP }),
    }),
    check: 'pushed requests',
    code: 'pushed_request_refused',
    says: /refuses a pushed request: invalid_redirect_uri \(status 400\)/,
    cure: /Register http:\/\/localhost:4200\/auth\/callback/,
  },
  {
    name: 'a userinfo endpoint that wants a token with the preflight',
    server: at('/userinfo', (proper) => ({ ...proper, status: 401 })),
    check: 'userinfo CORS',
    code: 'cors_blocked',
    says: /preflight \(OPTIONS\) is answered with status 401/,
    cure: /allow the header Authorization/,
  },
  {
    name: 'a userinfo endpoint that does not take the header',
    server: at('/userinfo', (proper) => withHeaders(proper, { 'access-control-allow-headers': '*' })),
    check: 'userinfo CORS',
    code: 'cors_blocked',
    says: /does not list authorization/,
    cure: /allow the header Authorization/,
  },
  {
    name: 'no CORS at the revocation endpoint',
    server: at('/revoke', hidden),
    check: 'revocation',
    code: 'cors_blocked',
    says: /may not read what http:\/\/localhost:\d+\/revoke answers/,
    cure: /Access-Control-Allow-Origin: http:\/\/localhost:4200/,
  },
  {
    name: 'a revocation endpoint that wants a secret',
    server: at('/revoke', (proper) => ({ ...proper, status: 401 })),
    check: 'revocation',
    code: 'server_answer_invalid',
    says: /wants a secret/,
    cure: /public client/,
  },
  {
    name: 'a way back from the sign-out that is not registered',
    server: at('/end-session', (proper, { parameters }) =>
      parameters.has('post_logout_redirect_uri') ? page('This address is not known', 400) : proper,
    ),
    check: 'end-session',
    says: /refuses to send people back to http:\/\/localhost:4200\/ /,
    cure: /Register http:\/\/localhost:4200\/ as post-logout/,
  },
  {
    name: 'no end-session endpoint where it is said to be',
    server: at('/end-session', () => page('Nothing here', 404)),
    check: 'end-session',
    code: 'server_answer_invalid',
    says: /status 404/,
    cure: /end_session_endpoint/,
  },
];

for (const { name, server, flags, check, code: expected, says, cure, status = 1 } of MISCONFIGURATIONS) {
  it(`names ${name}, and what to do about it`, async () => {
    const { url, close } = await startServer(server);
    try {
      const given = { issuer: url, 'client-id': CLIENT_ID, origin: APP, ...flags?.(url) };
      const began = performance.now();
      const examination = await examined(
        Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value]),
        1_000,
      );
      assert.ok(performance.now() - began < 5_000);
      const found = examination.findings.filter(({ verdict }) => verdict === 'wrong');
      assert.deepEqual(
        found.map((finding) => finding.check),
        [check],
      );
      assert.match(String(found[0]?.says), says);
      assert.match(String(found[0]?.cure), cure);
      assert.equal(found[0]?.code, expected);
      assert.equal(examination.status, status);
    } finally {
      await close();
    }
  });
}

it('names errors as docs/errors.md does', () => {
  const errors = readFileSync('docs/errors.md', 'utf8');
  const codes = MISCONFIGURATIONS.flatMap(({ code: named }) => named ?? []);
  assert.deepEqual(
    codes.filter((named) => !errors.includes(`| \`${named}\` `)),
    [],
  );
});

function withoutState(reply: ReturnType<typeof sentBack>): ReturnType<typeof sentBack> {
  return withHeaders(reply, { location: String(reply.headers?.['location']).replace(/state=&?/, '') });
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toUTCString();
}
