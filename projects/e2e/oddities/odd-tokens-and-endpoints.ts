import type { JsonWebKeySet } from 'ngx-implicit-auth';
import { withThese, without } from '../conformance/behaviour.ts';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { EC_KEY, KEYS_OF_EVERY_KIND, OTHER_RSA_KEY, RSA_KEY } from '../conformance/signing-keys.ts';
import {
  about,
  DISCOVERY_REDIRECTS,
  IN_QUERY,
  MOVED_DISCOVERY,
  MOVED_WITHOUT_CORS,
  NONCE_FOR_OPENID,
  NONCE_ONCE,
  SIGNED_WITH_HS256,
  signsWith,
  userInfoAnswers,
  userInfoLabelled,
  withoutCors,
  withoutKid,
} from './faults.ts';
import type { Oddity } from './oddity.ts';

/** What an app is told of a server that it cannot ask, beside where the keys are. */
const endpointsOf = ({ url }: MisbehavingServer) => ({
  authorizationEndpoint: `${url}/authorize`,
  userInfoEndpoint: `${url}/userinfo`,
});

/** Oddities 10 to 17: the tokens, and the other endpoints. */
export const ODD_TOKENS_AND_ENDPOINTS: readonly Oddity[] = [
  {
    says: 'id_tokens and key sets come in many forms',
    signIns: [
      ['R31 aud in a list', { claims: (proper) => ({ ...proper, aud: [proper['aud']] }) }, 'accepted'],
      [
        'R31 another aud, which the app trusts',
        { claims: (proper) => ({ ...proper, aud: ['https://api.example', proper['aud']] }) },
        'accepted',
        { config: () => ({ trustedAudiences: ['https://api.example'] }) },
      ],
      [
        'R31 another aud, which nobody trusts',
        { claims: (proper) => ({ ...proper, aud: ['https://api.example', proper['aud']] }) },
        'id_token_audience_untrusted',
      ],
      ['R39 no kid in token and key set', withoutKid([RSA_KEY]), 'accepted'],
      ['R39 no kid among several keys', withoutKid([OTHER_RSA_KEY, ...KEYS_OF_EVERY_KIND]), 'accepted'],
      ['R39 no kid among several keys, signed with ES256', withoutKid(KEYS_OF_EVERY_KIND, EC_KEY), 'accepted'],
      ['R41 typ JWT', { header: withThese({ typ: 'JWT' }) }, 'accepted'],
      ...KEYS_OF_EVERY_KIND.map(
        (key) => [`R29 R36 ${key.alg} in a set of every kind, without typ`, signsWith(key), 'accepted'] as const,
      ),
      ['R33 sub in digits', about('1001'), 'accepted', { session: { claims: { sub: '1001' } } }],
      ['R33 sub as a number', about(1001), 'id_token_malformed'],
    ],
    provenBy: [['conformance/userinfo.e2e.ts', 'scope profile/email/address/phone claims']],
  },
  {
    says: 'what an app must not accept is sent all the same',
    signIns: [
      ['R35 R43 no nonce in the id_token', { claims: without('nonce') }, 'id_token_nonce_mismatch'],
      ['R29 R43 A9 HS256', SIGNED_WITH_HS256, 'id_token_algorithm_refused'],
      ['R21 R43 tokens in the query', IN_QUERY, 'response_in_query'],
      [
        'R21 a token in the query, as the app allows',
        IN_QUERY,
        'accepted',
        { responseType: 'token', config: () => ({ queryResponse: { accessTokenParameter: 'access_token' } }) },
      ],
    ],
    provenBy: [
      ['conformance/id-token.e2e.ts', "name: 'alg: none'"],
      ['session/renewal-answers.e2e.ts', 'R51 R29 A9 alg: none'],
      ['session/renewal-answers.e2e.ts', 'R51 R21 tokens in the query'],
    ],
  },
  {
    says: 'no app of another origin can read the discovery document, which has moved, the key set or the userinfo',
    signIns: [
      ['R61 a moved document without CORS', MOVED_WITHOUT_CORS, 'cors_blocked'],
      [
        'R60 a moved document without CORS, and its URL in the configuration',
        MOVED_WITHOUT_CORS,
        'accepted',
        { config: ({ url }) => ({ discoveryUrl: url + MOVED_DISCOVERY }) },
      ],
      [
        'R60 a moved document without CORS, and the endpoints in the configuration',
        MOVED_WITHOUT_CORS,
        'accepted',
        { config: (server) => ({ server: { ...endpointsOf(server), jwksUri: `${server.url}/keys` } }) },
      ],
      ['R60 a moved document with CORS', DISCOVERY_REDIRECTS, 'accepted'],
      ['R61 a key set without CORS', withoutCors('/keys'), 'cors_blocked'],
      [
        'R61 a key set without CORS, and the keys in the configuration',
        withoutCors('/keys'),
        'accepted',
        {
          config: (server) => ({
            server: { ...endpointsOf(server), jwks: { keys: [RSA_KEY.publicKey] } as JsonWebKeySet },
          }),
        },
      ],
      ['R44 userinfo without CORS', withoutCors('/userinfo'), 'accepted', { userInfoError: 'cors_blocked' }],
    ],
  },
  {
    says: 'userinfo is refused with an empty body, or with JSON that is labelled as a page',
    signIns: [
      [
        'R44 401 and nothing else',
        userInfoAnswers({ status: 401 }),
        'accepted',
        { userInfoError: 'server_answer_invalid' },
      ],
      [
        'R44 401 and JSON labelled text/html',
        userInfoAnswers({ status: 401, headers: { 'Content-Type': 'text/html' }, body: '{"error":"invalid_token"}' }),
        'accepted',
        { userInfoError: 'server_answer_invalid' },
      ],
      [
        'R44 claims labelled text/html',
        userInfoLabelled('text/html'),
        'accepted',
        { session: { claims: { name: 'Ada Example' } } },
      ],
    ],
  },
  {
    says: 'a nonce is refused that was seen before, or missed where no id_token is asked for',
    signIns: [
      ['R4 a nonce is good for once', NONCE_ONCE, 'accepted'],
      ['R4 a nonce is demanded for a bare token', NONCE_FOR_OPENID, 'accepted', { responseType: 'token' }],
    ],
    provenBy: [['oddities/nonce.e2e.ts', 'every retry']],
  },
  {
    says: 'who comes for an unknown client, or with an unregistered redirect URI, stays there',
    provenBy: [
      ['oddities/stays-at-server.e2e.ts', 'an unknown client'],
      ['oddities/stays-at-server.e2e.ts', 'an unregistered redirect URI'],
    ],
  },
  {
    says: 'the end-session endpoint asks for confirmation, and returns the state in the query',
    provenBy: [
      ['oddities/confirmed-sign-out.e2e.ts', 'asks for confirmation'],
      ['conformance/sign-out.e2e.ts', "'logout'"],
    ],
  },
  {
    says: 'localhost and 127.0.0.1 are different sites: the cookie of one is not sent in a frame of the other',
    provenBy: [
      ['session/every-engine/renewal-frame.e2e.ts', 'R50 R51 a renewal at a real server asks'],
      [
        'session/every-engine/renewal-frame.e2e.ts',
        'R50 a server on another site, whose cookie stays out of the frame',
      ],
      ['session/every-engine/renewal-frame.e2e.ts', 'R50 a server on another site, whose cookie may cross sites'],
      ['session/third-party-cookies.e2e.ts', 'R50 a browser that lets cookies cross sites'],
      ['session/renewal-by-navigation.e2e.ts', 'R50 R52 cookies kept out of frames'],
    ],
  },
];
