// What deals with the server is loaded together, with the first of it: whoever leaves for a sign-in has in the browser's cache what completes
// it when they come back.
export { beginSignIn } from './begin-sign-in';
export { beginSignOut } from './begin-sign-out';
export { checkSettings } from '../settings/check-settings';
export { completeSignIn } from './complete-sign-in';
export { accessTokenFor, obtainAccessToken, sendWithAccessToken } from '../access-tokens/lazy-access-tokens';
export { missingRenewal } from './missing-renewal';
