import { loadModule } from '../session/load-module';

/** What only a sign-in or a sign-out needs is loaded with the first one, so that it costs the app's first screen nothing. */
export const loadRoundTrip = () => loadModule(import('./sign-in-part'));
