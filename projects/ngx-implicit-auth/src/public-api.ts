export { withDpop, type DpopOptions } from './lib/dpop/with-dpop';
export { AuthError } from './lib/protocol/auth-error';
export type { AuthErrorCode, AuthorizationServerError } from './lib/protocol/auth-error';
export type { AuthResponseType, InteractivePrompt, Prompt } from './lib/protocol/authorization-request';
export type { Claims, IdTokenCheck, IdTokenClaims, ProfileClaims, UnverifiedClaims } from './lib/protocol/claims';
export type { JsonWebKeySet, Jwk } from './lib/protocol/key-set';
export type { ServerMetadata } from './lib/protocol/server-metadata';

export { dangerouslyAcceptMissingState } from './lib/settings/auth-config';
export type { AuthConfig, QueryResponse, RequestOptions, ResourceServer } from './lib/settings/auth-config';
export type { AuthFeature, AuthFeatureKind } from './lib/settings/auth-feature';
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

export { AuthService } from './lib/sign-in/auth-service';

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
export { stepUpInterceptor } from './lib/http/step-up-interceptor';

export { withSilentRenewal } from './lib/renewal/with-silent-renewal';
export { withSilentSignIn } from './lib/renewal/with-silent-sign-in';
export { withSessionManagement } from './lib/server-session/with-session-management';
export type { SessionManagementOptions } from './lib/server-session/with-session-management';
export { withTabSync } from './lib/tabs/with-tab-sync';
export type { TabSyncOptions } from './lib/tabs/with-tab-sync';
export { withUserInfo } from './lib/user-info/with-user-info';

export { AuthModule } from './lib/setup/auth-module';
export { provideAuth } from './lib/setup/provide-auth';
export { withStorage } from './lib/setup/with-storage';
