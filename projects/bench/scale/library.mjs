// The library's own scheduling, as its renewals use it: the simulation has no figure of it a second time.
import { registerHooks } from 'node:module';

// The library's files import each other without the ending, as a bundler takes it.
registerHooks({
  resolve: (specifier, context, next) =>
    /^\.[\w./-]*\/[\w-]+$/.test(specifier)
      ? { ...next(`${specifier}.ts`, context), format: 'module-typescript' }
      : next(specifier, context),
});

const room = '../../ngx-implicit-auth/src/lib/renewal';
export const { renewalTime } = await import(`${room}/renewal-time`);
export const { retryTime, revivalTime, fetchesKeys } = await import(`${room}/renewal-schedule`);
