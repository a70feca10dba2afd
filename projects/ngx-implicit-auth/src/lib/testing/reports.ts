import type { Page } from './fake-tab';
import { sessionIn } from './page-state';

/** A resource server that takes the session's own access token. */
export const TIMESHEETS = 'https://api.example.com/timesheets';
/** A resource server with an access token of its own. */
export const REPORTS = 'https://api.example.com/reports';
/** The configuration of an app that calls both. */
export const BOTH = {
  resourceServers: [TIMESHEETS, { url: REPORTS, audience: 'https://reports/', scope: 'read:reports' }],
};

/** The access tokens that the session holds for resource servers. */
export function heldIn(page: Page): readonly string[] {
  return Object.values(sessionIn(page).accessTokens ?? {}).map(({ accessToken }) => accessToken);
}
