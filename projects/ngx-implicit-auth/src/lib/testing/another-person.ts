import { TestBed } from '@angular/core/testing';
import { signedIn, signedOut } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { Page } from './fake-tab';
import { sessionIn } from './page-state';

export const BOB = { sub: 'bob-1002' };

/** Has another person signed in on the same page, as when another tab has done it. */
export function signInBob(page: Page): void {
  const { claims, ...session } = sessionIn(page);
  if (!claims) throw new Error('Nobody knows who is signed in.');
  const machine = TestBed.inject(SessionMachine);
  machine.send(signedOut());
  machine.send(signedIn({ ...session, id: 'of-bob', accessTokens: undefined, claims: { ...claims, ...BOB } }));
}
