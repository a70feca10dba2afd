import { expect } from '@playwright/test';
import { withThese, without, type Behaviour } from '../behaviour.ts';
import { ALG_NONE } from '../departures.ts';
import { PSS_KEY, PSS_KEY_MISUSED } from '../signing-keys.ts';
import type { Stage } from '../stage.ts';
import { codeTests } from './code-tests.ts';
import { postsTo } from './requests-sent.ts';

/** What the profile asks of a server: pushed requests, bound tokens, a strong signature. */
const BY_THE_PROFILE: Behaviour = {
  mustPush: () => true,
  dpopNonce: () => 'nonce-of-the-server',
  apiDpopNonce: () => 'nonce-of-the-api',
  keys: () => ({ signing: PSS_KEY, published: [PSS_KEY] }),
};

const ANOTHER = 'https://another.example';

/** The requests of a sign-in and of one request for the API: what each carries, and how often it was sent for a nonce. */
function expectBound(exchanges: number, apiRequests: number) {
  return ({ server }: Stage): void => {
    const { record } = server;
    expect(record.to('authorize').map(({ query }) => [...query.keys()].sort())).toEqual([['client_id', 'request_uri']]);
    expect(postsTo('par', server)).toHaveLength(1);
    expect(postsTo('token', server)).toHaveLength(exchanges);
    const toApi = record.to('timesheets').filter(({ method }) => method === 'GET');
    const schemes = toApi.map(({ headers }) => headers.authorization?.split(' ')[0]);
    expect(schemes).toEqual(Array.from({ length: apiRequests }, () => 'DPoP'));
  };
}

/** The answer to the authorization request is not believed, so no code is redeemed. */
function expectNoExchange({ server }: Stage): void {
  expect(server.record.to('token')).toEqual([]);
}

codeTests(
  'FAPI 2.0 Security Profile RP',
  {
    'happy-path': { rules: 'R78 R79 R82', outcome: 'accepted', also: expectBound(2, 2) },
    'happy-path-no-dpop-nonce': {
      rules: 'R79 R82',
      behaviour: { dpopNonce: () => null, apiDpopNonce: () => null },
      outcome: 'accepted',
      also: expectBound(1, 1),
    },
    'discovery-issuer-mismatch': {
      rules: 'R60',
      behaviour: { metadata: withThese({ issuer: ANOTHER }) },
      outcome: 'metadata_issuer_mismatch',
      also: ({ server }) => {
        expect(['par', 'authorize', 'token'].flatMap((endpoint) => server.record.to(endpoint))).toEqual([]);
      },
    },
    'invalid-iss': {
      rules: 'R30 R69',
      behaviour: { claims: withThese({ iss: ANOTHER }) },
      outcome: 'id_token_issuer_mismatch',
    },
    'invalid-aud': {
      rules: 'R31 R69',
      behaviour: { claims: withThese({ aud: 'another-client' }) },
      outcome: 'id_token_audience_mismatch',
    },
    'invalid-secondary-aud': {
      rules: 'R31 R69',
      behaviour: { claims: withThese({ aud: ['relying-party', 'another-client'] }) },
      outcome: 'id_token_audience_untrusted',
    },
    'invalid-null-alg': { rules: 'R29 R69 A9', behaviour: ALG_NONE, outcome: 'id_token_algorithm_refused' },
    'invalid-alternate-alg': {
      rules: 'R29 R69',
      behaviour: { keys: () => ({ signing: PSS_KEY_MISUSED, published: [PSS_KEY] }) },
      outcome: 'signing_key_unknown',
    },
    'invalid-expired-exp': {
      rules: 'R33 R69',
      behaviour: { claims: (proper) => ({ ...proper, exp: Math.floor(Date.now() / 1000) - 3600 }) },
      outcome: 'id_token_expired',
    },
    'invalid-missing-exp': { rules: 'R33 R69', behaviour: { claims: without('exp') }, outcome: 'id_token_malformed' },
    'invalid-missing-aud': {
      rules: 'R31 R33 R69',
      behaviour: { claims: without('aud') },
      outcome: 'id_token_audience_mismatch',
    },
    'invalid-missing-iss': {
      rules: 'R30 R33 R69',
      behaviour: { claims: without('iss') },
      outcome: 'id_token_issuer_mismatch',
    },
    'valid-aud-as-array': {
      rules: 'R31 R69',
      behaviour: { claims: withThese({ aud: ['relying-party'] }) },
      outcome: 'accepted',
    },
    'invalid-nonce': {
      rules: 'R35 R69 A29',
      behaviour: { claims: withThese({ nonce: 'of-another-sign-in' }) },
      outcome: 'id_token_nonce_mismatch',
    },
    'invalid-missing-nonce': {
      rules: 'R35 R69 A29',
      behaviour: { claims: without('nonce') },
      outcome: 'id_token_nonce_mismatch',
    },
    'invalid-authorization-response-iss': {
      rules: 'R17 A32',
      behaviour: { responseIssuer: () => ANOTHER },
      outcome: 'response_issuer_mismatch',
      also: expectNoExchange,
    },
    'remove-authorization-response-iss': {
      rules: 'R17 A32',
      behaviour: { responseIssuer: () => null },
      outcome: 'response_issuer_missing',
      also: expectNoExchange,
    },
    'ensure-authorization-response-with-invalid-state-fails': {
      rules: 'R15 R65 A1',
      behaviour: { response: withThese({ state: 'of-another-sign-in' }) },
      outcome: 'response_missing',
      also: expectNoExchange,
    },
    'ensure-authorization-response-with-invalid-missing-state-fails': {
      rules: 'R15 R65 A1',
      behaviour: { response: without('state') },
      outcome: 'response_missing',
      also: expectNoExchange,
    },
    'token-endpoint-response-without-expires_in': {
      rules: 'R24 R67',
      behaviour: { tokens: without('expires_in') },
      outcome: 'accepted',
    },
    'token-type-case-insensitivity': {
      rules: 'R23 R79',
      behaviour: { tokens: withThese({ token_type: 'dPOp' }) },
      outcome: 'accepted',
      also: expectBound(2, 2),
    },
    'rs-dpop-auth-scheme-case-insensitivity': {
      rules: 'R78',
      behaviour: {
        timesheets: ({ headers: { 'WWW-Authenticate': challenge, ...headers } = {}, ...proper }) => ({
          ...proper,
          headers: { ...headers, ...(challenge && { 'WWW-Authenticate': challenge.replace('DPoP', 'dPOp') }) },
        }),
      },
      outcome: 'accepted',
      also: expectBound(2, 2),
    },
  },
  { behaviour: BY_THE_PROFILE, features: { dpop: {} } },
);
