import { loadModule } from '../session/load-module';

/** The verifier, and jose with it, are loaded when there is an id_token to verify. */
export const loadIdTokenVerifier = () => loadModule(import('../protocol/verify-id-token'));
