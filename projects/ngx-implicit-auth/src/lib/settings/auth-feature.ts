import { InjectionToken, type Provider } from '@angular/core';
import { AuthError } from '../protocol/auth-error';

/** Which feature an {@link AuthFeature} is. */
export type AuthFeatureKind =
  | 'dpop'
  | 'inspector'
  | 'renewal-by-navigation'
  | 'session-management'
  | 'silent-renewal'
  | 'silent-sign-in'
  | 'storage'
  | 'tab-sync'
  | 'texts'
  | 'user-info';

/** What a `with…` function adds to {@link provideAuth}. */
export interface AuthFeature {
  /** Names the feature, so that features that contradict each other can be refused. */
  readonly ɵkind: AuthFeatureKind;
  /** The providers that make it up. */
  readonly ɵproviders: readonly Provider[];
}

/** Which features the app has. Provided in dev mode only. */
export const AUTH_FEATURE_KINDS = new InjectionToken<readonly AuthFeatureKind[]>('AUTH_FEATURE_KINDS');

/** The call that makes each feature. */
const CALLS: Readonly<Record<AuthFeatureKind, string>> = {
  dpop: 'withDpop()',
  inspector: 'withInspector()',
  'renewal-by-navigation': "withSilentRenewal({ strategy: 'navigation' })",
  'session-management': 'withSessionManagement()',
  'silent-renewal': 'withSilentRenewal()',
  'silent-sign-in': 'withSilentSignIn()',
  storage: 'withStorage()',
  'tab-sync': 'withTabSync()',
  texts: 'withTexts()',
  'user-info': 'withUserInfo()',
};

/** Features that an app cannot have together, and why. */
const CONTRADICTIONS: readonly (readonly [AuthFeatureKind, AuthFeatureKind, string])[] = [
  ['silent-renewal', 'renewal-by-navigation', 'a session is renewed in one way'],
  ['renewal-by-navigation', 'silent-sign-in', 'the server is asked in a hidden frame, which this strategy has none of'],
];

/**
 * Makes sure that no feature is given twice, and that no two contradict each other. For dev mode.
 *
 * @throws AuthError `config_invalid`
 */
export function checkFeatures(features: readonly AuthFeature[]): void {
  const kinds = features.map(({ ɵkind }) => ɵkind);
  const repeated = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (repeated) {
    throw new AuthError('config_invalid', `${CALLS[repeated]} is given to provideAuth() twice. Remove one.`);
  }
  for (const [one, other, reason] of CONTRADICTIONS) {
    if (!kinds.includes(one) || !kinds.includes(other)) continue;
    throw new AuthError(
      'config_invalid',
      `${CALLS[one]} and ${CALLS[other]} contradict each other: ${reason}. Remove one of them.`,
    );
  }
}
