import { expect } from '@playwright/test';
import { withThese } from '../behaviour.ts';
import { ALG_NONE, moved } from '../departures.ts';
import { expectKeysFetchedAgain, expectOtherKeysAccepted, ROTATED_BEFORE_SIGNING } from '../key-rotation.ts';
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
    also: expectOtherKeysAccepted,
  },
  'signing-key-rotation-just-before-signing': {
    rules: 'R40',
    behaviour: ROTATED_BEFORE_SIGNING,
    outcome: 'accepted',
    also: expectKeysFetchedAgain,
  },
});
