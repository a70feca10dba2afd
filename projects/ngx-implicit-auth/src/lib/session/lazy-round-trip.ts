import { loadModule } from './load-module';

/** What only a sign-in or a sign-out needs is loaded with the first one, so that it costs the app's first screen nothing. */
export const loadRoundTrip = () => loadModule(import('./round-trip'));
