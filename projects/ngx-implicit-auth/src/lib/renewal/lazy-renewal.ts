import { loadModule } from '../session/load-module';

/** What makes a renewal is loaded once there is a session to renew. */
export const loadRenewals = () => loadModule(import('./renewal-part'));
