import { expect } from '@playwright/test';
import { withThese } from '../behaviour.ts';
import { expectAccepted, signedBy } from '../conformance.ts';
import { ALG_NONE, moved, ROTATED, ROTATED_BEFORE_SIGNING } from '../departures.ts';
import { OTHER_RSA_KEY } from '../signing-keys.ts';
import { codeTests } from './code-tests.ts';
import { postsTo } from './requests-sent.ts';

codeTests('Config RP', {
  'discovery-openid-config': {
    rules: 'R1 R60',
    behaviour: moved('token_endpoint'),
    outcome: 'accepted',
    also: ({ server }) => {
      expect(postsTo('token', server).map(({ path, query }) => [path, query.get('v')])).toEqual([
        ['/tenants/7/token', '2'],
      ]);
    },
  },
  'discovery-jwks-uri-keys': {
    rules: 'R60',
    behaviour: moved('jwks_uri'),
    outcome: 'accepted',
    also: ({ server }) => {
      expect(server.record.to('keys').map(({ path }) => path)).toEqual(['/tenants/7/keys']);
    },
  },
  'discovery-issuer-mismatch': {
    rules: 'R60',
    behaviour: { metadata: withThese({ issuer: 'https://another.example' }) },
    outcome: 'metadata_issuer_mismatch',
    also: ({ server }) => {
      expect(['keys', 'authorize', 'token'].flatMap((endpoint) => server.record.to(endpoint))).toEqual([]);
    },
  },
  'idtoken-sig-none': { rules: 'R29 R69 A9', behaviour: ALG_NONE, outcome: 'id_token_algorithm_refused' },
  'signing-key-rotation': {
    rules: 'R40',
    outcome: 'accepted',
    also: async (stage) => {
      stage.server.behave(ROTATED);
      await stage.signOut('local');
      const second = await stage.signIn();
      await expectAccepted(stage, second);
      expect(signedBy(second)).toBe(OTHER_RSA_KEY.kid);
    },
  },
  'signing-key-rotation-just-before-signing': {
    rules: 'R40',
    behaviour: ROTATED_BEFORE_SIGNING,
    outcome: 'accepted',
    also: ({ server }, outcome) => {
      expect(signedBy(outcome)).toBe(OTHER_RSA_KEY.kid);
      expect(server.record.to('keys')).toHaveLength(2);
    },
  },
});
