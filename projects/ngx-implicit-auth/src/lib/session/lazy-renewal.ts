import { loadModule } from './load-module';

/** What makes a renewal is loaded with the first one. */
export const loadRenewSession = () => loadModule(import('./renew-session'));
