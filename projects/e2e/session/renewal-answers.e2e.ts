import type { AuthErrorCode, RenewalOutcome } from 'ngx-implicit-auth';
import { promptsAsked } from '../conformance/authorization-requests.ts';
import { withThese, without, type Behaviour } from '../conformance/behaviour.ts';
import { OTHER_RSA_KEY, spoilSignature } from '../conformance/signing-keys.ts';
import { error, errorWithoutState, IN_QUERY, redirectsTo, says } from '../oddities/faults.ts';
import { getTimesheets } from './api-requests.ts';
import {
  events,
  expectNoFrames,
  lengthenPauses,
  renew,
  sessionIn,
  statusOf,
  storedSession,
  watchFrames,
} from './in-app.ts';
import { expect, signIn, test } from './test.ts';

/** How the server answers, what becomes of the renewal, and by what code. */
type Case = readonly [name: string, Behaviour, RenewalOutcome['status'], AuthErrorCode];

const CASES: readonly Case[] = [
  ['R50 login_required', error('login_required'), 'interaction-required', 'interaction_required'],
  ['R50 interaction_required', error('interaction_required'), 'interaction-required', 'interaction_required'],
  ['R50 consent_required', error('consent_required'), 'interaction-required', 'interaction_required'],
  [
    'R50 account_selection_required',
    error('account_selection_required'),
    'interaction-required',
    'interaction_required',
  ],
  [
    'R50 login_required without state',
    errorWithoutState('login_required'),
    'interaction-required',
    'interaction_required',
  ],
  [
    'R50 login_required in the query',
    { ...error('login_required'), ...IN_QUERY },
    'interaction-required',
    'interaction_required',
  ],
  ['R52 server_error', error('server_error'), 'unreachable', 'authorization_failed'],
  ['R52 temporarily_unavailable', error('temporarily_unavailable'), 'unreachable', 'authorization_failed'],
  ['R51 any other error', error('invalid_scope'), 'refused', 'authorization_failed'],
  ['R51 R15 a wrong state', says({ state: 'of-another' }), 'refused', 'state_unknown'],
  [
    'R51 R15 an error with a wrong state',
    { response: () => ({ error: 'login_required', state: 'of-another' }) },
    'refused',
    'state_unknown',
  ],
  ['R51 R15 tokens without state', { response: without('state') }, 'refused', 'state_unknown'],
  ['R51 R35 a wrong nonce', { claims: withThese({ nonce: 'of-another' }) }, 'refused', 'id_token_nonce_mismatch'],
  ['R51 R29 a bad signature', { idToken: spoilSignature }, 'refused', 'id_token_signature_invalid'],
  ['R51 R29 A9 alg: none', { header: () => ({ alg: 'none' }) }, 'refused', 'id_token_algorithm_refused'],
  [
    'R51 R36 A2 a wrong at_hash',
    { claims: withThese({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }) },
    'refused',
    'at_hash_mismatch',
  ],
  [
    'R51 R30 another issuer',
    { claims: withThese({ iss: 'https://another.example' }) },
    'refused',
    'id_token_issuer_mismatch',
  ],
  ['R51 R17 A3 another iss', says({ iss: 'https://another.example' }), 'refused', 'response_issuer_mismatch'],
  [
    'R51 R12 a parameter twice',
    redirectsTo((location) => `${location}&token_type=Bearer`),
    'refused',
    'response_parameter_repeated',
  ],
  ['R51 R21 tokens in the query', IN_QUERY, 'refused', 'response_in_query'],
  ['R51 R24 a token that has expired', says({ expires_in: '0' }), 'refused', 'access_token_expired'],
];

for (const [name, behaviour, status, code] of CASES) {
  test(`${name} in the frame · ${status}, and the session is what it was`, async ({ page, withServer }) => {
    const { app, server } = await withServer();
    const frames = await watchFrames(page);
    await lengthenPauses(page);
    await signIn(page, app);
    const before = await storedSession(page);
    server.behave(behaviour);

    expect(await renew(page)).toEqual({ status, code });
    expect(await statusOf(page)).toBe('signed-in');
    expect(await storedSession(page)).toBe(before);
    expect(await events(page)).toEqual(['renewal-ended']);
    expect(promptsAsked(server)).toEqual([null, 'none']);
    expect(await frames()).toEqual([{ isVisible: false }]);
    await expectNoFrames(page);
    await expect(page.locator('main')).toHaveText('secret page');
  });
}

test('R51 somebody else in the answer is a sign-out, not a renewal', async ({ page, withServer }) => {
  const { app, server } = await withServer();
  await signIn(page, app);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });

  expect(await renew(page)).toEqual({ status: 'other-person' });
  expect(await statusOf(page)).toBe('signed-out');
  expect(await storedSession(page)).toBeNull();
  expect(await events(page)).toEqual(['signed-out other-person', 'renewal-ended']);
  expect(await getTimesheets(page, server)).toBe(401);
});

test('R51 A21 somebody else, who has signed in in another tab, stays signed in there', async ({
  page,
  context,
  withServer,
}) => {
  const { app, server } = await withServer();
  await signIn(page, app);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });
  const another = await context.newPage();
  await signIn(another, app);

  expect(await renew(page)).toEqual({ status: 'other-person' });
  expect(await statusOf(page)).toBe('signed-out');
  expect(await renew(another)).toEqual({ status: 'renewed' });
  expect(await statusOf(another)).toBe('signed-in');
});

test('R40 R51 keys rotated since the sign-in are asked for once, and held from then on', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer();
  await signIn(page, app);
  expect(server.record.to('keys')).toHaveLength(1);
  server.behave({ keys: () => ({ signing: OTHER_RSA_KEY, published: [OTHER_RSA_KEY] }) });

  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(server.record.to('keys')).toHaveLength(2);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(server.record.to('keys')).toHaveLength(2);
  expect(server.record.to('openid-configuration')).toHaveLength(1);
  expect((await sessionIn(page)).server.jwks?.keys).toEqual([expect.objectContaining({ kid: OTHER_RSA_KEY.kid })]);
});
