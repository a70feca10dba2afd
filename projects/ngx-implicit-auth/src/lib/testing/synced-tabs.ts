import type { Session } from '../session/auth-state';
import { withSilentRenewal } from '../renewal/with-silent-renewal';
import { withTabSync } from '../tabs/with-tab-sync';
import type { FakeAuthorizationServer } from './fake-authorization-server';
import { fakeTab, type PageOptions } from './fake-tab';
import { sessionIn } from './page-state';

/** A page that renews its session and shares it with the other tabs. */
export const SYNCED = { features: [withSilentRenewal(), withTabSync()] } satisfies PageOptions;

/** The name of the channel on which the tabs tell each other of their session. */
export function channelOf({ issuer }: FakeAuthorizationServer): string {
  return `ngx-implicit-auth ${issuer} timesheets-spa session`;
}

/** The name of the lock that a tab holds while it renews the session. */
export function lockOf({ issuer }: FakeAuthorizationServer): string {
  return `ngx-implicit-auth ${issuer} timesheets-spa renewal`;
}

/** A session of another tab that the pages of this tab know nothing of. */
export async function sessionElsewhere(server: FakeAuthorizationServer): Promise<Session> {
  return sessionIn(await fakeTab(server).signIn());
}

/** What another tab has once it has renewed a session. */
export function renewedElsewhere(before: Session, changes: Partial<Session> = {}): Session {
  return {
    ...before,
    accessToken: 'renewed-elsewhere',
    receivedAt: Date.now() + 1,
    expiresAt: Date.now() + 600_000,
    ...changes,
  };
}
