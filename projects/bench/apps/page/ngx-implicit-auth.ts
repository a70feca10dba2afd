import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { authGuard, authInterceptor, provideAuth, type AuthConfig } from 'ngx-implicit-auth';
import { byLibrary, type VerifyIdToken } from '../../verification.ts';
import type { Library } from './library.ts';

export function authConfig(resourceServers: readonly string[]): AuthConfig {
  return { issuer: 'https://id.example.com', clientId: 'bench', resourceServers };
}

export const ngxImplicitAuth: Library = {
  client: (rules) => [provideHttpClient(withInterceptors([authInterceptor])), provideAuth(authConfig(rules))],
  guard: () => authGuard,
  verifier: async (response) => {
    const { verifierFile } = globalThis as unknown as { verifierFile: string };
    const { verifyIdToken } = (await import(verifierFile)) as { verifyIdToken: VerifyIdToken };
    return byLibrary(verifyIdToken)(response);
  },
  // A page that comes back from the back/forward cache takes over what another page has stored meanwhile.
  tokenUpdates: () => {
    const key = Object.keys(sessionStorage).find((each) => each.endsWith(' session')) ?? '';
    const session = JSON.parse(sessionStorage.getItem(key) ?? '{}') as object;
    return (accessToken) => {
      sessionStorage.setItem(key, JSON.stringify({ ...session, accessToken }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    };
  },
};
