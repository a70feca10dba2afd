import type { Provider } from '@angular/core';
import { AuthError } from '../protocol/auth-error';

/** The features that there are, each with the function that makes it. */
const FEATURES = {
  storage: 'withStorage()',
  'user-info': 'withUserInfo()',
  'silent-renewal': 'withSilentRenewal()',
  'renewal-by-navigation': "withSilentRenewal({ strategy: 'navigation' })",
  'silent-sign-in': 'withSilentSignIn()',
  'tab-sync': 'withTabSync()',
  'session-management': 'withSessionManagement()',
} as const;

/** What a `with…` function adds to {@link provideAuth}. */
export interface AuthFeature {
  /** Which feature it is, by which two that contradict each other are told. */
  readonly ɵkind: keyof typeof FEATURES;
  /** What makes it up. */
  readonly ɵproviders: readonly Provider[];
}

type Kind = AuthFeature['ɵkind'];

/** Features that an app cannot have together, and why. */
const CONTRADICTIONS: readonly (readonly [Kind, Kind, string])[] = [
  ['silent-renewal', 'renewal-by-navigation', 'a session is renewed in one way'],
  ['renewal-by-navigation', 'silent-sign-in', 'the server is asked in a hidden frame, which this strategy has none of'],
  [
    'renewal-by-navigation',
    'session-management',
    'a change is followed in a hidden frame, which this strategy has none of',
  ],
];

/**
 * Makes sure that no feature is given twice, and no two that contradict each other. For dev mode.
 *
 * @throws AuthError `config_invalid`
 */
export function checkFeatures(features: readonly AuthFeature[]): void {
  const kinds = features.map(({ ɵkind }) => ɵkind);
  const repeated = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (repeated) {
    throw new AuthError('config_invalid', `${FEATURES[repeated]} is given to provideAuth() twice. Remove one.`);
  }
  for (const [one, other, reason] of CONTRADICTIONS) {
    if (!kinds.includes(one) || !kinds.includes(other)) continue;
    throw new AuthError(
      'config_invalid',
      `${FEATURES[one]} and ${FEATURES[other]} contradict each other: ${reason}. Remove one of them.`,
    );
  }
}
