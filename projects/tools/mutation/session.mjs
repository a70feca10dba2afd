import { mutationOf } from './mutation-of.mjs';

const config = mutationOf('session', [
  'access-tokens/held-access-tokens.ts',
  'authorization/same-person.ts',
  'renewal/renewal-inputs.ts',
  'renewal/renewed.ts',
  'renewal/silent-renewal.ts',
  'routing/guarded-navigation.ts',
  'session/auth-state.ts',
  'session/open-channel.ts',
  'session/session-input.ts',
  'session/session-machine.ts',
  'session/session-store.ts',
  'session/sign-outs.ts',
  'sign-in/complete-sign-in.ts',
  'sign-in/settle-sign-in.ts',
  'sign-in/sign-in-inputs.ts',
  'sign-in/sign-in.ts',
  'sign-in/stay.ts',
  'tabs/tab-sync.ts',
]);

// The runner knows which spec files it needs; Jest would look for them anew with each change.
export default { ...config, jest: { ...config.jest, enableFindRelatedTests: false } };
