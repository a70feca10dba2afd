import { expect } from '@playwright/test';
import type { Behaviour, Keys } from './behaviour.ts';
import { expectAccepted, signedBy } from './conformance.ts';
import type { Outcome } from './relying-party.ts';
import { OTHER_RSA_KEY } from './signing-keys.ts';
import type { Stage } from './stage.ts';

const ROTATED_KEYS: Keys = { signing: OTHER_RSA_KEY, published: [OTHER_RSA_KEY] };

/** The server has other keys once it was asked to sign. */
export const ROTATED_BEFORE_SIGNING: Behaviour = {
  keys: (proper, record) => (record.to('authorize').length > 0 ? ROTATED_KEYS : proper),
};

/** The app has fetched the keys once more for the other one. */
export function expectKeysFetchedAgain({ server }: Stage, outcome: Outcome): void {
  expect(signedBy(outcome)).toBe(OTHER_RSA_KEY.kid);
  expect(server.record.to('keys')).toHaveLength(2);
}

/** From now on the server has other keys than before; a sign-in with them is accepted. */
export async function expectOtherKeysAccepted(stage: Stage): Promise<void> {
  stage.server.behave({ keys: () => ROTATED_KEYS });
  await stage.signOut('local');
  const second = await stage.signIn();
  await expectAccepted(stage, second);
  expect(signedBy(second)).toBe(OTHER_RSA_KEY.kid);
}
