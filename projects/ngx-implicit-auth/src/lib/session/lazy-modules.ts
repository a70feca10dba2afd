import { loadModule } from './load-module';

/** What only a sign-in or a sign-out needs is loaded with the first one, so that it costs the app's first screen nothing. */
export const loadBeginSignIn = () => loadModule(import('./begin-sign-in'));
export const loadCompleteSignIn = () => loadModule(import('./complete-sign-in'));
export const loadBeginSignOut = () => loadModule(import('./begin-sign-out'));
export const loadCheckSettings = () => loadModule(import('./check-settings'));
