// What leads to the server is loaded together, with the first of it.
export { beginSignIn } from './begin-sign-in';
export { beginSignOut } from './begin-sign-out';
export { missingRenewal } from './missing-renewal';
