import { expect } from '@playwright/test';
import { claimsOf } from './conformance.ts';
import { CLAIMS_BY_SCOPE, SUBJECT } from './person.ts';
import type { Outcome } from './relying-party.ts';
import type { Stage } from './stage.ts';

/** All that the scopes of the request grant has reached the app. */
export function expectEveryClaim(_stage: Stage, outcome: Outcome): void {
  for (const ofScope of Object.values(CLAIMS_BY_SCOPE)) expect(claimsOf(outcome)).toMatchObject(ofScope);
}

/** The userinfo was asked for, and the app knows nothing but what the id_token tells. */
export function expectNoneOfIt({ server }: Stage, outcome: Outcome): void {
  expect(server.record.to('userinfo').map(({ method }) => method)).toContain('GET');
  expect(claimsOf(outcome)).toMatchObject({ sub: SUBJECT });
  for (const ofScope of Object.values(CLAIMS_BY_SCOPE))
    for (const claim of Object.keys(ofScope)) expect(claimsOf(outcome)).not.toHaveProperty(claim);
}
