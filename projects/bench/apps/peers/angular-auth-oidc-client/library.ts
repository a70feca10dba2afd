import { HttpBackend, HttpResponse, provideHttpClient, withInterceptors } from '@angular/common/http';
import { inject, provideAppInitializer } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import {
  authInterceptor,
  autoLoginPartialRoutesGuard,
  ConfigurationService,
  OidcSecurityService,
  provideAuth,
  type OpenIdConfiguration,
} from 'angular-auth-oidc-client';
import { firstValueFrom, of, type Observable } from 'rxjs';
import type { Library } from '../../page/library.ts';
import { signedResponse, type SignedResponse } from '../../../signed-response.ts';

export function config(secureRoutes: readonly string[]): OpenIdConfiguration {
  return {
    authority: 'https://id.example.com',
    clientId: 'bench',
    redirectUrl: `${location.origin}/auth/callback`,
    responseType: 'id_token token',
    secureRoutes: [...secureRoutes],
    autoUserInfo: false,
    historyCleanupOff: true,
    triggerAuthorizationResultEvent: true,
  };
}

/** The response that the stored session came of: its guard looks into the id_token at each navigation. */
const signedIn = await signedResponse('RS256');

export const angularAuthOidcClient: Library = {
  client: (rules) => {
    storeSession();
    return [
      provideHttpClient(withInterceptors([authInterceptor()])),
      provideAuth({ config: config(rules) }),
      provideAppInitializer(() => inject(ConfigurationService).getOpenIDConfigurations()),
    ];
  },
  guard: () => {
    storeSession();
    return (route, state) => autoLoginPartialRoutesGuard(route, state);
  },
  // The checks are not exported; private fields lead to them.
  verifier: async (response) => {
    const { oidc, configuration } = await startClient(response);
    const { stateValidationService } = (oidc as unknown as Inside).callbackService.implicitFlowCallbackService
      .flowsService.stateValidationCallbackHandlerService;
    const { accessToken, idToken, jwk } = response;
    const context = {
      authResult: { access_token: accessToken, id_token: idToken, state: 'a-state' },
      jwtKeys: { keys: [jwk] },
    };
    return async () => {
      storePendingSignIn(response);
      const { authResponseIsValid, state } = await firstValueFrom(
        stateValidationService.validateState(context, configuration),
      );
      if (!authResponseIsValid) throw new Error(`The id_token is refused: ${state}.`);
    };
  },
  // The method that the callback calls once the id_token has been verified.
  tokenUpdates: async () => {
    const { oidc, configuration } = await startClient(signedIn);
    return (accessToken) => {
      (oidc as unknown as Inside).authStateService.setAuthorizationData(
        accessToken,
        { expires_in: 3600 },
        configuration,
        [configuration],
      );
    };
  },
};

interface Inside {
  readonly callbackService: {
    readonly implicitFlowCallbackService: {
      readonly flowsService: {
        readonly stateValidationCallbackHandlerService: {
          readonly stateValidationService: {
            validateState(
              context: object,
              configuration: object,
            ): Observable<{ authResponseIsValid: boolean; state: string }>;
          };
        };
      };
    };
  };
  readonly authStateService: {
    setAuthorizationData(accessToken: string, result: object, configuration: object, all: readonly object[]): void;
  };
}

async function startClient(response: SignedResponse) {
  storePendingSignIn(response);
  const keys: HttpBackend = { handle: () => of(new HttpResponse({ body: { keys: [response.jwk] } })) };
  const app = await createApplication({
    providers: [provideHttpClient(), { provide: HttpBackend, useValue: keys }, provideAuth({ config: config([]) })],
  });
  const oidc = app.injector.get(OidcSecurityService);
  const configuration = await firstValueFrom(app.injector.get(ConfigurationService).getOpenIDConfiguration());
  if (!configuration) throw new Error('The configuration is refused.');
  return { oidc, configuration };
}

/** Stores the record of a sign-in that has begun; it is good for one response. */
function storePendingSignIn({ issuer, nonce, jwk }: SignedResponse): void {
  store({
    authStateControl: 'a-state',
    authNonce: nonce,
    authWellKnownEndPoints: { issuer, jwksUri: `${issuer}/jwks` },
    jwtKeys: { keys: [jwk] },
  });
}

/** Stores the record of a sign-in that has succeeded. */
function storeSession(): void {
  const { idToken } = signedIn;
  store({ authzData: 'a-token', access_token_expires_at: Date.now() + 3_600_000, authnResult: { id_token: idToken } });
}

function store(record: object): void {
  sessionStorage.setItem('0-bench', JSON.stringify(record));
}
