import { expect } from '@playwright/test';
import { withThese, type Behaviour } from './behaviour.ts';
import { conformanceTests } from './conformance.ts';
import { moved } from './departures.ts';
import { expectKeysFetchedAgain, expectOtherKeysAccepted, ROTATED_BEFORE_SIGNING } from './key-rotation.ts';
import { test } from './stage.ts';

/** Each id_token names a key that nobody has ever seen. */
const UNKNOWN_KIDS: Behaviour = {
  header: (proper, record) => ({ ...proper, kid: `unknown-${record.to('authorize').length}` }),
};

test.describe('R1 R60 R61 the discovery document', () => {
  conformanceTests([
    {
      name: 'metadata is used',
      rules: 'R1 R60',
      behaviour: moved('authorization_endpoint'),
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
      behaviour: moved('jwks_uri'),
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
      also: expectOtherKeysAccepted,
    },
    {
      name: 'keys rotated just before signing',
      rules: 'R40',
      behaviour: ROTATED_BEFORE_SIGNING,
      outcome: 'accepted',
      also: expectKeysFetchedAgain,
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
