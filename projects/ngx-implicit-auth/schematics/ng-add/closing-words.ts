import { type App } from '../app/find-app.ts';
import { type Routes } from '../app/find-routes.ts';
import { type Answers } from './answers.ts';
import { type AuthConfigFile } from './add-auth-config.ts';

/**
 * What is left to do, in three lines.
 *
 * @param redirectUri - where people come back to, absolute or below the app's root
 */
export function closingWords({ url }: App, routes: Routes | null, redirectUri: string, needsFrame: boolean): string {
  const callback = /^https?:/.test(redirectUri) ? redirectUri : url + redirectUri;
  const redirects = [callback, ...(needsFrame ? [`${url}silent-renewal.html`] : [])].join(' and ');
  const guard = routes
    ? `Guard a first route in ${routes.path}: canActivate: [authGuard], with import { authGuard } from 'ngx-implicit-auth';`
    : "Have a button of the app sign people in: inject(AuthService).login(), with import { AuthService } from 'ngx-implicit-auth';";
  const open = redirectUri === '' ? `${url}, and what you have guarded` : `${callback}, and press its button`;
  return [
    `1. Register at the server, for ng serve: redirect URI ${redirects}; after a sign-out ${url}`,
    `2. ${guard}`,
    `3. Try it: ng serve, then open ${routes ? open : url}. When something fails: npx ngx-implicit-auth doctor`,
  ].join('\n');
}

/** What to fill in before that. */
export function placeholderWords({ placeholders }: Answers, { path }: AuthConfigFile): string | null {
  return placeholders.length > 0 ? `Replace ${placeholders.join(' and ')} in ${path} by what your server says.` : null;
}

/** What has been there, and so was not written by the answers. */
export const PRESENT_WORDS =
  'The app has a configuration for ngx-implicit-auth already, which stays as it is: what you want otherwise, write there.';
