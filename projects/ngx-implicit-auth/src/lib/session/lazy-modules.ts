import { loadModule } from './load-module';

/** What only a sign-in or a sign-out needs is loaded with the first one, so that it costs the app's first screen nothing. */
export const loadRedirects = () => loadModule(import('./redirects'));
export const loadCompleteSignIn = () => loadModule(import('./complete-sign-in'));
export const loadCheckSettings = () => loadModule(import('./check-settings'));
