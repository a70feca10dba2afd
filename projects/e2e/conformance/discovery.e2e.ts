import { expect } from '@playwright/test';
import { decodeProtectedHeader } from 'jose';
import { withThese, type Answers, type Behaviour, type Keys } from './behaviour.ts';
import { conformanceTests, expectAccepted } from './conformance.ts';
import type { Outcome } from './relying-party.ts';
import { OTHER_RSA_KEY } from './signing-keys.ts';
import { test } from './stage.ts';

const ROTATED: Keys = { signing: OTHER_RSA_KEY, published: [OTHER_RSA_KEY] };

/** Each id_token names a key that nobody has ever seen. */
const UNKNOWN_KIDS: Behaviour = {
  header: (proper, record) => ({ ...proper, kid: `unknown-${record.to('authorize').length}` }),
};

/** Moves an endpoint to where nobody could guess it. */
function moved(endpoint: string): (proper: Answers['metadata']) => Answers['metadata'] {
  return (proper) => ({ ...proper, [endpoint]: String(proper[endpoint]).replace(/\/([^/]+)$/, '/tenants/7/$1?v=2') });
}

/** The key that the id_token of a sign-in says it was signed with. */
function signedBy({ state }: Outcome): string | undefined {
  const idToken = state.status === 'signed-in' ? state.session.idToken : null;
  return decodeProtectedHeader(idToken ?? '').kid;
}

test.describe('R1 R60 R61 the discovery document', () => {
  conformanceTests([
    {
      name: 'metadata is used',
      rules: 'R1 R60',
      behaviour: { metadata: moved('authorization_endpoint') },
      outcome: 'accepted',
      also: ({ server }) => {
        const [request] = server.record.to('authorize');
        expect(request?.path).toBe('/tenants/7/authorize');
        expect(request?.query.get('v')).toBe('2');
      },
    },
    {
      name: 'jwks_uri is taken from it',
      rules: 'R60',
      behaviour: { metadata: moved('jwks_uri') },
      outcome: 'accepted',
      also: ({ server }) => {
        expect(server.record.to('keys').map(({ path }) => path)).toEqual(['/tenants/7/keys']);
      },
    },
    {
      name: 'issuer mismatch in it',
      rules: 'R60',
      behaviour: { metadata: withThese({ issuer: 'https://another.example' }) },
      outcome: 'metadata_issuer_mismatch',
      also: ({ server }) => {
        expect(server.record.to('keys')).toEqual([]);
        expect(server.record.to('authorize')).toEqual([]);
      },
    },
  ]);
});

test.describe('R40 A12 the key set', () => {
  conformanceTests([
    {
      name: 'keys rotated between two sign-ins',
      rules: 'R40',
      outcome: 'accepted',
      also: async (stage) => {
        stage.server.behave({ keys: () => ROTATED });
        await stage.signOut('local');
        const second = await stage.signIn();
        await expectAccepted(stage, second);
        expect(signedBy(second)).toBe(OTHER_RSA_KEY.kid);
      },
    },
    {
      name: 'keys rotated just before signing',
      rules: 'R40',
      behaviour: { keys: (proper, record) => (record.to('authorize').length > 0 ? ROTATED : proper) },
      outcome: 'accepted',
      also: ({ server }, outcome) => {
        expect(signedBy(outcome)).toBe(OTHER_RSA_KEY.kid);
        expect(server.record.to('keys')).toHaveLength(2);
      },
    },
    {
      name: 'unknown kid',
      rules: 'R40 R43',
      behaviour: UNKNOWN_KIDS,
      outcome: 'signing_key_unknown',
      also: ({ server }) => {
        expect(server.record.to('keys')).toHaveLength(2);
      },
    },
    {
      name: 'a hundred unknown kids',
      rules: 'R40 A12',
      responseTypes: ['id_token token'],
      behaviour: UNKNOWN_KIDS,
      outcome: 'signing_key_unknown',
      also: async (stage) => {
        // A hundred of anything take their time.
        test.slow();
        for (let signIns = 2; signIns <= 100; signIns++) {
          const { state } = await stage.signInAgain();
          expect(state).toEqual({ status: 'failed', code: 'signing_key_unknown' });
          // Each sign-in begins with the keys of its time, and asks at most once more.
          expect(stage.server.record.to('authorize')).toHaveLength(signIns);
          expect(stage.server.record.to('keys').length).toBeLessThanOrEqual(2 * signIns);
        }
      },
    },
  ]);
});
