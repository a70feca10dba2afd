import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { getTimesheets } from './api-requests.ts';
import { expect, expectNoneTwice, refreshesAt, renewAll, test } from './by-refresh-token.ts';
import { outcomes, renew, sessionIn } from './in-app.ts';
import { OUTAGES } from './outages.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expectAll, openTabs } from './several-tabs.ts';

for (const [name, answer] of OUTAGES) {
  test(`R52 R74 a server that ${name} just when a session is to be renewed is asked again until it is back, by no refresh token a second time`, async ({
    page,
    context,
    started,
    withGate,
  }) => {
    const { app, api, issuer, gate } = await withGate();
    // By chance, pauses are as short as can be.
    await context.addInitScript(() => (Math.random = () => 0.99));
    await signIn(tabOf(page), app);
    const tabs = [page, ...(await openTabs(context, app, 1))];
    await expectAll(tabs, 'signed-in');
    const before = await sessionIn(page);
    const requests = watchRequestsSeenBy(api, started);
    const addresses = ({ origin }: URL) => origin === gate.url || origin === issuer;
    await context.route(addresses, answer);
    const inVain = { status: 'unreachable', code: 'server_unreachable' };
    expect(await Promise.all(tabs.map(renew))).toEqual([inVain, inVain]);
    const triesInVain = async () => (await Promise.all(tabs.map(outcomes))).flat().length;
    await expect.poll(triesInVain).toBeGreaterThan(tabs.length);
    for (const tab of tabs) {
      expect(await sessionIn(tab)).toEqual(before);
      expect(await getTimesheets(tab, { api })).toBe(200);
    }

    await context.unroute(addresses);
    for (const tab of tabs) {
      await expect.poll(async () => (await sessionIn(tab)).accessToken).not.toBe(before.accessToken);
      expect(await getTimesheets(tab, { api })).toBe(200);
    }
    // What was on its way when the server went down has not got there, and is not sent again all the same.
    expect(gate.requests.map(({ form }) => form.get('grant_type'))).toEqual([
      'authorization_code',
      'authorization_code',
    ]);
    expect(await renewAll(tabs, gate)).toEqual(['renewed', 'renewed']);
    expect(refreshesAt(gate)).toHaveLength(1);
    expectNoneTwice(gate);
    // None was refused and sent again.
    expect(linesOf(requests)).toEqual(Array<string>(4).fill('GET /timesheets'));
  });
}
