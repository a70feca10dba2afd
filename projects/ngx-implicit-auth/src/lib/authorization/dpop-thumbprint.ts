import type { AuthContext } from './auth-context';

/**
 * The hash of the key that a code is to be bound to; `undefined` without `withDpop()`, where no code is asked for, and
 * where the browser does not keep the key.
 */
export async function dpopThumbprint({
  machine,
  settings,
}: Pick<AuthContext, 'machine' | 'settings'>): Promise<string | undefined> {
  return settings.responseType === 'code' ? machine.dpop?.codeBinding() : undefined;
}
