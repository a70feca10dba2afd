import { getTimesheets } from '../session/api-requests.ts';
import { renew, sessionIn } from '../session/in-app.ts';
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
