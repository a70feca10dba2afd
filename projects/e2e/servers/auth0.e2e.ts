import type { SilentRenewalOptions } from 'ngx-implicit-auth';
import { expectNoFrames, outcomes, queryOf, renew, watchRequestsTo, sessionIn } from '../session/in-app.ts';
import { test } from '../session/test.ts';
import { BOB, expect, logIn } from '../test.ts';
import { signInToProbe, startDemo, startProbe } from './stage.ts';

test('auth0: a claim named by a URL reaches the app', async ({ page, started }) => {
  const { app } = await startDemo(started, { server: 'auth0' });
  await page.goto(`${app}/profile`, { waitUntil: 'commit' });
  await logIn(page, BOB);

  const main = page.getByRole('main');
  await expect(main.getByRole('definition').filter({ hasText: 'Approver' })).toContainText('Employee');
  await expect(main.getByRole('row', { name: 'https://timesheets.example/roles' })).toContainText('approver');
});

const RENEWALS: readonly (readonly [name: string, SilentRenewalOptions])[] = [
  ["in the frame's location", {}],
  ['by a message', { responseMode: 'web_message' }],
];

for (const [name, renewal] of RENEWALS) {
  test(`R50 auth0: the answer to a renewal comes ${name}, to one request`, async ({ page, started }) => {
    const { app, issuer } = await startProbe(started, { server: 'auth0' }, ({ issuer }) => ({
      config: { issuer: `${issuer}/`, clientId: 'timesheets-demo', scope: 'openid profile' },
      renewal,
    }));
    await signInToProbe(page, `${app}/secret`, { asksConsent: false });
    const before = await sessionIn(page);
    const requests = watchRequestsTo(page, issuer);

    expect(await renew(page)).toEqual({ status: 'renewed' });
    const after = await sessionIn(page);
    expect(after.receivedAt).toBeGreaterThan(before.receivedAt);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(requests.map((request) => new URL(request.url()).pathname)).toEqual(['/authorize']);
    const modes = requests.map((request) => queryOf(request).get('response_mode') ?? undefined);
    expect(modes).toEqual([renewal.responseMode]);
    await expectNoFrames(page);

    // Nobody is known any more; that is told in the same way.
    await page.context().clearCookies();
    expect((await renew(page)).status).toBe('interaction-required');
    expect(await outcomes(page)).toEqual(['renewed', 'interaction-required']);
  });
}
