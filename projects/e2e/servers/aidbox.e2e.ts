import type { Request } from '@playwright/test';
import { getTimesheets } from '../session/api-requests.ts';
import { events, renew, sessionIn, statusOf, storedSession, watchRequestsTo } from '../session/in-app.ts';
import { test } from '../session/test.ts';
import { expect } from '../test.ts';
import { signInToProbe, startProbe } from './stage.ts';

const HOUR_MS = 3_600_000;

test('R24 aidbox: a token without a lifetime is good for an hour, and nobody vouches for the claims', async ({
  page,
  started,
}) => {
  const { app, api } = await startProbe(started, { server: 'aidbox' }, ({ issuer, api }) => ({
    config: {
      issuer,
      clientId: 'timesheets-demo',
      redirectUri: '',
      responseType: 'token',
      scope: 'profile read:timesheets',
      server: {
        authorizationEndpoint: `${issuer}/oauth2/authorize`,
        userInfoEndpoint: `${issuer}/auth/userinfo`,
      },
      resourceServers: [`${api}/timesheets`],
    },
    userInfo: true,
    renewal: {},
  }));
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await signInToProbe(page, `${app}/secret?week=47#friday`, { asksConsent: true });

  const session = await sessionIn(page);
  expect(session.expiresAt - session.receivedAt).toBe(HOUR_MS);
  expect(session.idToken).toBeNull();
  expect(session.claims).toMatchObject({ sub: 'alice', name: 'Alice Martin' });
  expect(session.claims).not.toHaveProperty('iss');
  expect(addresses.filter((address) => address.startsWith(`${app}/#access_token=`))).toHaveLength(1);
  expect(await getTimesheets(page, { api })).toBe(200);

  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect((await sessionIn(page)).claims).toEqual(session.claims);
  // Who is not known gets the login page, in the frame as well. That frames work here is known by then.
  await page.context().clearCookies();
  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
});

test('R66 R71 R75 aidbox: a code signs in, a refresh token renews, and both kinds of tokens are revoked', async ({
  page,
  started,
}) => {
  const { app, issuer, api } = await startProbe(started, { server: 'aidbox', accessTokenSeconds: 60 }, (at) => ({
    config: {
      issuer: at.issuer,
      clientId: 'timesheets-demo',
      redirectUri: '',
      responseType: 'code',
      scope: 'profile read:timesheets',
      server: {
        authorizationEndpoint: `${at.issuer}/oauth2/authorize`,
        tokenEndpoint: `${at.issuer}/auth/token`,
        revocationEndpoint: `${at.issuer}/auth/revoke`,
        userInfoEndpoint: `${at.issuer}/auth/userinfo`,
      },
      resourceServers: [`${at.api}/timesheets`],
    },
    userInfo: true,
    renewal: {},
  }));
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  const asked = watchRequestsTo(page, issuer);
  await signInToProbe(page, `${app}/secret?week=47#friday`, { asksConsent: true });

  expect(addresses.filter((address) => address.startsWith(`${app}/?code=`))).toHaveLength(1);
  expect(addresses.join(' ')).not.toContain('token=');
  expect(linesOf(asked).filter((line) => !line.includes('/oauth2/authorize'))).toEqual([
    'POST /auth/token',
    'GET /auth/userinfo',
  ]);
  const session = await sessionIn(page);
  // Whole seconds, from the moment of the answer on.
  expect([59_000, 60_000]).toContain(session.expiresAt - session.receivedAt);
  expect(session.claims).toMatchObject({ sub: 'alice', name: 'Alice Martin' });
  expect(await getTimesheets(page, { api })).toBe(200);

  const before = asked.length;
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(linesOf(asked.slice(before)).filter((line) => line !== 'GET /auth/userinfo')).toEqual([
    'POST /auth/token',
    'POST /auth/token',
  ]);
  expect((await sessionIn(page)).claims).toEqual(session.claims);

  const { accessToken, refreshToken } = JSON.parse((await storedSession(page)) ?? '') as Record<string, string>;
  await page.evaluate(() => probe.auth.logout({ revoke: true }));
  expect(await statusOf(page)).toBe('signed-out');
  expect(await events(page)).not.toContain('revocation-failed');
  const headers = { Authorization: `Bearer ${accessToken}` };
  expect((await fetch(`${api}/timesheets`, { headers })).status).toBe(401);
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'timesheets-demo',
    refresh_token: refreshToken ?? '',
  });
  expect((await fetch(`${issuer}/auth/token`, { method: 'POST', body })).status).toBe(400);
});

/** Method and path of each request. */
function linesOf(requests: readonly Request[]): readonly string[] {
  return requests.map((request) => `${request.method()} ${new URL(request.url()).pathname}`);
}
