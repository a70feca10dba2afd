import type { MisbehavingServer } from './misbehaving-server.ts';

/** The `prompt` of each authorization request so far; `null` where it had none. */
export function promptsAsked({ record }: MisbehavingServer): readonly (string | null)[] {
  return record.to('authorize').map(({ query }) => query.get('prompt'));
}

/** How many times an app has asked for new tokens without showing anything. */
export function renewalsAsked(server: MisbehavingServer): number {
  return promptsAsked(server).filter((prompt) => prompt === 'none').length;
}
