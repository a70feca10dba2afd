import fc from 'fast-check';
import type { AuthConfig } from '../lib/settings/auth-config';
import type { AuthFeature } from '../lib/settings/auth-feature';
import { withSilentRenewal } from '../lib/renewal/with-silent-renewal';
import { withSilentSignIn } from '../lib/renewal/with-silent-sign-in';
import { withSessionManagement } from '../lib/server-session/with-session-management';
import { withStorage } from '../lib/setup/with-storage';
import { memoryStorage, type AuthStorage } from '../lib/session/auth-storage';
import { withTabSync } from '../lib/tabs/with-tab-sync';
import { withUserInfo } from '../lib/user-info/with-user-info';
import { REPORTS, TIMESHEETS } from '../lib/testing/reports';
import { ISSUER, type Framing, type Person } from './model-server';

/** How an app uses the library, and what it runs in. It stays the same for a run. */
export interface Setup {
  readonly flow: 'implicit' | 'code';
  /** Whether the app's configuration comes at run time, and takes its time. */
  readonly isConfiguredLater: boolean;
  /** Whether the app asks who the person is, not only for a token. */
  readonly hasIdToken: boolean;
  readonly renewal: 'frame' | 'navigation' | 'none';
  readonly tabs: 'session' | 'sign-out' | 'none';
  readonly storage: 'tab' | 'shared' | 'memory';
  readonly hasUserInfo: boolean;
  readonly hasSilentSignIn: boolean;
  readonly watchesServer: boolean;
  readonly framing: Framing;
  /** What the server gives for a refresh token: another one in its place, no other, or it gives out none at all. */
  readonly refreshTokens: 'rotated' | 'kept' | 'none';
  /** Whether the server knows PKCE. */
  readonly checksChallenge: boolean;
  /** Whether the server's answers with a code tell whose they are. */
  readonly namesIssuer: boolean;
  /** By how much the device's clock is wrong from the beginning, in seconds. */
  readonly clockIsOff: number;
  /** Whether the browser keeps pages that were left, to come back to them. */
  readonly hasCache: boolean;
  /** Who is signed in in the first tabs from the beginning. */
  readonly signedIn: readonly Person[];
}

export const SETUP: fc.Arbitrary<Setup> = fc.record({
  flow: fc.constantFrom('implicit', 'code'),
  isConfiguredLater: fc.constantFrom(false, false, true),
  hasIdToken: fc.constantFrom(true, true, false),
  renewal: fc.constantFrom('frame', 'frame', 'navigation', 'none'),
  tabs: fc.constantFrom('session', 'session', 'sign-out', 'none'),
  storage: fc.constantFrom('tab', 'tab', 'shared', 'memory'),
  hasUserInfo: fc.boolean(),
  hasSilentSignIn: fc.boolean(),
  watchesServer: fc.boolean(),
  framing: fc.constantFrom('allowed', 'allowed', 'allowed', 'refused', 'without cookies', 'unanswered'),
  refreshTokens: fc.constantFrom('rotated', 'rotated', 'rotated', 'kept', 'none'),
  checksChallenge: fc.boolean(),
  namesIssuer: fc.boolean(),
  clockIsOff: fc.constantFrom(0, 0, 0, 250, -250),
  hasCache: fc.boolean(),
  signedIn: fc.constantFrom<Person[]>([], ['alice'], ['alice', 'alice'], ['alice', 'bob'], ['alice', 'alice', 'alice']),
});

/** The features of the app. */
export function featuresOf(setup: Setup, sharedStorage: () => AuthStorage): AuthFeature[] {
  const { renewal, tabs, storage, hasUserInfo, hasSilentSignIn, watchesServer } = setup;
  const features: AuthFeature[] = [];
  if (renewal !== 'none') features.push(withSilentRenewal({ strategy: renewal === 'frame' ? 'frame' : 'navigation' }));
  if (tabs !== 'none') features.push(withTabSync({ share: tabs }));
  if (storage === 'shared') features.push(withStorage(sharedStorage));
  if (storage === 'memory') features.push(withStorage(memoryStorage));
  if (hasUserInfo) features.push(withUserInfo());
  if (hasSilentSignIn && renewal === 'frame') features.push(withSilentSignIn());
  if (watchesServer && renewal === 'frame') features.push(withSessionManagement());
  return features;
}

export function configOf({ flow, hasIdToken }: Setup): AuthConfig {
  const implicit = hasIdToken ? 'id_token token' : 'token';
  return {
    issuer: ISSUER,
    clientId: 'timesheets-spa',
    // More than clocks are set wrong here.
    clockSkewSeconds: 300,
    responseType: flow === 'code' ? 'code' : implicit,
    scope: hasIdToken ? 'openid read:timesheets' : 'read:timesheets',
    resourceServers: [TIMESHEETS, { url: REPORTS, audience: 'https://reports/', scope: 'read:reports' }],
  };
}
