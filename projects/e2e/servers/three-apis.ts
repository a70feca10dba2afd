import type { Page } from '@playwright/test';
import { decodeJwt } from 'jose';
import type { AuthError } from 'ngx-implicit-auth';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import type { SeenRequest } from '../session/requests-seen.ts';
import type { Started } from '../started.ts';
import { startProbe, type Addresses } from './stage.ts';

export const TIMESHEETS = 'http://localhost:4301';
export const REPORTS = `${TIMESHEETS}/reports`;
export const PAYROLL = `${TIMESHEETS}/payroll`;

/** Three APIs: the session's token is for the first, and the others have one of their own. */
export function startApis(
  started: Started,
  features: Pick<ProbeSettings, 'renewal' | 'tabSync'> = {},
  config: Partial<ProbeSettings['config']> = {},
): Promise<Addresses> {
  return startProbe(started, { server: 'auth0' }, ({ issuer, api }) => ({
    config: {
      issuer: `${issuer}/`,
      clientId: 'timesheets-demo',
      scope: 'openid profile read:timesheets',
      parameters: { audience: TIMESHEETS },
      resourceServers: [
        `${api}/timesheets`,
        { url: `${api}/reports`, audience: REPORTS, scope: 'read:reports' },
        { url: `${api}/payroll`, audience: PAYROLL, scope: 'read:payroll' },
      ],
      ...config,
    },
    ...features,
    accessPages: { payroll: `${api}/payroll` },
  }));
}

/** Asks for all at once. Answers each status, or the code of the failure where nothing was sent. */
export function getAll(page: Page, ...urls: readonly string[]) {
  return page.evaluate(
    (all) => Promise.all(all.map((url) => probe.get(url).catch((failure: unknown) => (failure as AuthError).code))),
    urls,
  );
}

/** What came to the APIs, each request with the audience of its token, in alphabetical order. */
export function audiencesSeen(requests: readonly SeenRequest[]): readonly string[] {
  return requests
    .filter(({ line }) => line.startsWith('GET '))
    .map(({ line, headers: { authorization } }) =>
      authorization ? `${line} ${String(decodeJwt(authorization.slice('Bearer '.length)).aud)}` : line,
    )
    .sort();
}
