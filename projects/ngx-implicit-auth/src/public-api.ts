export { AuthError } from './lib/protocol/auth-error';
export type { AuthErrorCode, AuthorizationServerError } from './lib/protocol/auth-error';
export type { InteractivePrompt, Prompt } from './lib/protocol/authorization-request';
export type { Claims, IdTokenCheck, IdTokenClaims, UnverifiedClaims } from './lib/protocol/claims';
export type { JsonWebKey, JsonWebKeySet } from './lib/protocol/key-set';
export type { ResponseType } from './lib/protocol/response-type';
export type { ServerMetadata } from './lib/protocol/server-metadata';

export { AuthService } from './lib/sign-in/auth-service';
export type {
  AuthCheck,
  AuthEvent,
  AuthState,
  ResourceAccessToken,
  Session,
  SignOutReason,
} from './lib/session/auth-state';
export { memoryStorage } from './lib/session/auth-storage';
export type { AuthStorage } from './lib/session/auth-storage';
export type { LoginOptions } from './lib/session/login-options';
export type { LogoutOptions } from './lib/session/logout-options';
export { dangerouslyAcceptMissingState } from './lib/settings/query-response';
export type { QueryResponse } from './lib/settings/query-response';
export type { RequestOptions } from './lib/settings/request-options';
export type { ResourceServer } from './lib/settings/resource-server';
export type { RenewalOutcome } from './lib/session/renewal-outcome';
export type { SilentRenewalOptions } from './lib/settings/silent-renewal-options';

export { AuthCallback } from './lib/routing/auth-callback';
export type { AuthCallbackFailure } from './lib/routing/auth-callback';
export { AuthBusy, AuthFailed } from './lib/routing/auth-callback-templates';
export { AuthGuard, authGuard, requireClaims, requireScopes } from './lib/routing/auth-guard';
export type { AuthGuardFn, AuthGuardResult } from './lib/routing/auth-guard-fn';

export { requireAccess } from './lib/routing/require-access-token';
export { requireAuthentication } from './lib/routing/require-step-up';
export type { AuthenticationRequirement } from './lib/session/authentication-requirement';
export { frontChannelLogout } from './lib/routing/front-channel-logout-guard';
export { initiateLogin } from './lib/routing/initiate-login-guard';

export { AuthInterceptor, authInterceptor, SKIP_AUTH } from './lib/http/auth-interceptor';
export { stepUpInterceptor } from './lib/http/step-up-interceptor';

export { aidbox } from './lib/settings/aidbox';
export type { AidboxOptions } from './lib/settings/aidbox';
export { auth0 } from './lib/settings/auth0';
export type { Auth0Options } from './lib/settings/auth0';
export { keycloak } from './lib/settings/keycloak';
export type { KeycloakOptions } from './lib/settings/keycloak';
export { queryToken } from './lib/settings/token-in-query';
export type { QueryTokenOptions } from './lib/settings/token-in-query';

export type { AuthConfig } from './lib/settings/auth-config';
export type { AuthFeature } from './lib/settings/auth-feature';
export { AuthModule } from './lib/setup/auth-module';
export { provideAuth } from './lib/setup/provide-auth';
export { withSessionManagement } from './lib/server-session/with-session-management';
export type { SessionManagementOptions } from './lib/server-session/with-session-management';
export { withSilentSignIn } from './lib/renewal/with-silent-sign-in';
export { withSilentRenewal } from './lib/renewal/with-silent-renewal';
export { withTabSync } from './lib/tabs/with-tab-sync';
export type { TabSyncOptions } from './lib/tabs/with-tab-sync';
export { withStorage } from './lib/setup/with-storage';
export { withUserInfo } from './lib/user-info/with-user-info';
