// What renews a session, in whichever way, is loaded together.
export { loadIdTokenVerifier } from '../authorization/id-token-verifier';
export { renewByNavigation } from './renew-by-navigation';
export { renewSession } from './renew-session';
