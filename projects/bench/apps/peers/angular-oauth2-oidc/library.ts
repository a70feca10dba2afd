import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { createApplication } from '@angular/platform-browser';
import { OAuthService, provideOAuthClient } from 'angular-oauth2-oidc';
import { JwksValidationHandler } from 'angular-oauth2-oidc-jwks';
import type { Library } from '../../page/library.ts';

export const angularOauth2Oidc: Library = {
  client: (rules) => {
    sessionStorage.setItem('access_token', 'a-token');
    return [
      provideHttpClient(withInterceptorsFromDi()),
      provideOAuthClient({ resourceServer: { allowedUrls: [...rules], sendAccessToken: true } }, JwksValidationHandler),
    ];
  },
  verifier: async ({ idToken, accessToken, issuer, clientId, nonce, jwk }) => {
    const oauth = await startService();
    oauth.configure({ issuer, clientId, jwks: { keys: [jwk] } });
    return () => {
      sessionStorage.setItem('nonce', nonce);
      return oauth.processIdToken(idToken, accessToken);
    };
  },
  // Takes the response to a renewal that has no id_token, so that nothing is verified.
  tokenUpdates: async () => {
    const oauth = await startService();
    oauth.configure({ clientId: 'bench', oidc: false });
    return (accessToken) => {
      const customHashFragment = `#access_token=${accessToken}&token_type=Bearer&expires_in=3600&state=a-state`;
      return oauth.tryLoginImplicitFlow({
        customHashFragment,
        disableNonceCheck: true,
        preventClearHashAfterLogin: true,
      });
    };
  },
};

async function startService(): Promise<OAuthService> {
  const app = await createApplication({
    providers: [provideHttpClient(), provideOAuthClient(undefined, JwksValidationHandler)],
  });
  return app.injector.get(OAuthService);
}
