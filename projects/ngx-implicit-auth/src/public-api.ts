export { withDpop, type DpopOptions } from './lib/dpop/with-dpop';
export { AuthError } from './lib/protocol/auth-error';
export type { AuthErrorCode, AuthorizationServerError } from './lib/protocol/auth-error';
export type { AuthResponseType, InteractivePrompt, Prompt } from './lib/protocol/authorization-request';
export type { Claims, IdTokenCheck, IdTokenClaims, ProfileClaims, UnverifiedClaims } from './lib/protocol/claims';
export type { JsonWebKeySet, Jwk } from './lib/protocol/key-set';
export type { ServerMetadata } from './lib/protocol/server-metadata';

export { dangerouslyAcceptMissingState } from './lib/settings/auth-config';
export type {
  AuthConfig,
  AuthConfigSource,
  QueryResponse,
  RequestOptions,
  ResourceServer,
  RunTimeConfiguration,
} from './lib/settings/auth-config';
export type { AuthFeature, AuthFeatureKind } from './lib/settings/auth-feature';
export type {
  AuthErrorTexts,
  AuthLanguage,
  AuthTextChanges,
  AuthTexts,
  AuthTextsGiven,
  UnexplainedErrorCode,
} from './lib/settings/auth-texts';
export { aidbox, auth0, google, keycloak } from './lib/settings/presets';
export type { AidboxOptions, Auth0Options, GoogleOptions, KeycloakOptions } from './lib/settings/presets';
export type { SilentRenewalOptions } from './lib/settings/silent-renewal-options';
export { tokenInQuery } from './lib/settings/token-in-query';
export type { TokenInQueryOptions } from './lib/settings/token-in-query';

export type { AuthCheck, AuthEvent, SignOutReason } from './lib/session/auth-event';
export type { AuthState, Session } from './lib/session/auth-state';
export { memoryStorage } from './lib/session/auth-storage';
export type { AuthStorage } from './lib/session/auth-storage';
export type { AuthenticationRequirement } from './lib/session/authentication-requirement';
export type { RenewalOutcome } from './lib/session/renewal-outcome';
export type { LoginOptions, LogoutOptions } from './lib/session/sign-in-request';

export { english, french, german, spanish } from './lib/texts/languages';
export { withTexts } from './lib/texts/with-texts';

export { AuthService } from './lib/sign-in/auth-service';
export { preparePopup } from './lib/sign-in/prepare-popup';

export { AuthCallback } from './lib/routing/auth-callback';
export type { AuthCallbackFailure } from './lib/routing/auth-callback-part';
export { AuthCompleting, AuthFailed } from './lib/routing/auth-callback-templates';
export { AuthGuard, authGuard, requireClaims, requireScopes } from './lib/routing/auth-guard';
export { frontChannelLogoutGuard } from './lib/routing/front-channel-logout-guard';
export type { AuthGuardFn, AuthGuardResult } from './lib/routing/guarded-navigation';
export { initiateLoginGuard } from './lib/routing/initiate-login-guard';
export { requireAccessToken } from './lib/routing/require-access-token';
export { requireStepUp } from './lib/routing/require-step-up';

export { AuthInterceptor, authInterceptor, SKIP_AUTH } from './lib/http/auth-interceptor';
export { stepUpInterceptor, stepUpInterceptorWith } from './lib/http/step-up-interceptor';

export { withSilentRenewal } from './lib/renewal/with-silent-renewal';
export { withSilentSignIn } from './lib/renewal/with-silent-sign-in';
export { withSessionManagement } from './lib/server-session/with-session-management';
export type { SessionManagementOptions } from './lib/server-session/with-session-management';
export { withTabSync } from './lib/tabs/with-tab-sync';
export type { TabSyncOptions } from './lib/tabs/with-tab-sync';
export { withUserInfo } from './lib/user-info/with-user-info';

export type { InspectorOptions } from './lib/inspector/inspector-feature';

export { AuthModule } from './lib/setup/auth-module';
export { provideAuth } from './lib/setup/provide-auth';
export { withStorage } from './lib/setup/with-storage';

// For the other entry points of this package alone; none of it is public.
export type { RequestPlatform as ɵRequestPlatform } from './lib/authorization/request-platform';
export type { ResponseInFrame as ɵResponseInFrame } from './lib/hidden-frame/response-in-frame';
export { RequestNotes as ɵRequestNotes } from './lib/http/request-notes';
export type { RequestNote as ɵRequestNote } from './lib/http/request-notes';
export { EventLog as ɵEventLog } from './lib/inspector/event-log';
export { lastSignIn as ɵlastSignIn, noteOf as ɵnoteOf } from './lib/inspector/event-note';
export type { EventNote as ɵEventNote, Failure as ɵFailure, NewNote as ɵNewNote } from './lib/inspector/event-note';
export { inspectorFeature as ɵinspectorFeature } from './lib/inspector/inspector-feature';
export type { InspectorDialog as ɵInspectorDialog } from './lib/inspector/inspector-feature';
export { masked as ɵmasked } from './lib/inspector/masked';
export { OpenTabs as ɵOpenTabs } from './lib/inspector/open-tabs';
export type { ResponseInPopup as ɵResponseInPopup } from './lib/popup/response-in-popup';
export { renewalTime as ɵrenewalTime } from './lib/renewal/renewal-time';
export { callbackPath as ɵcallbackPath } from './lib/routing/guarded-navigation';
export { returnAfterSignIn as ɵreturnAfterSignIn } from './lib/routing/return-after-sign-in';
export { AUTH_PLATFORM as ɵAUTH_PLATFORM } from './lib/session/auth-platform';
export type { AuthPlatform as ɵAuthPlatform } from './lib/session/auth-platform';
export { isRecord as ɵisRecord, parseJson as ɵparseJson, storedItem as ɵstoredItem } from './lib/session/auth-storage';
export type { PageResponse as ɵPageResponse } from './lib/session/capture-response';
export {
  pageOpened as ɵpageOpened,
  signedIn as ɵsignedIn,
  signedOut as ɵsignedOut,
  signInFailed as ɵsignInFailed,
} from './lib/session/session-input';
export { SessionMachine as ɵSessionMachine } from './lib/session/session-machine';
export {
  AUTH_STORAGE as ɵAUTH_STORAGE,
  isLive as ɵisLive,
  REFRESH_TOKEN as ɵREFRESH_TOKEN,
} from './lib/session/session-store';
export type { StoredSession as ɵStoredSession } from './lib/session/session-store';
export { AUTH_FEATURE_KINDS as ɵAUTH_FEATURE_KINDS } from './lib/settings/auth-feature';
export { AUTH_SETTINGS as ɵAUTH_SETTINGS, storageKey as ɵstorageKey } from './lib/settings/auth-settings';
export type { AuthSettings as ɵAuthSettings } from './lib/settings/auth-settings';
export type { RequestSettings as ɵRequestSettings } from './lib/settings/request-settings';
export { hasOwnToken as ɵhasOwnToken } from './lib/settings/resource-servers';
export { SignIn as ɵSignIn } from './lib/sign-in/sign-in';
