import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { getTimesheets } from './api-requests.ts';
import { expect, refreshesAt, test } from './by-refresh-token.ts';
import { events, renew, sessionIn } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expectAll, openTabs } from './several-tabs.ts';
import type { GateAnswer } from './token-gate.ts';

const LIFETIME_MS = 60_000;
const AS_JSON = { 'content-type': 'application/json' };

const REFUSED: GateAnswer = { status: 400, headers: AS_JSON, body: '{"error":"invalid_grant"}' };
const REFUSALS: readonly (readonly [name: string, answer: GateAnswer])[] = [
  ['invalid_grant', REFUSED],
  ['invalid_request', { status: 400, headers: AS_JSON, body: '{"error":"invalid_request"}' }],
  ['a status of 400 and nothing else', { status: 400 }],
];

for (const [name, refusal] of REFUSALS) {
  test(`R74 a refresh that is refused with ${name} leaves the session until its deadline, and then a guard signs in anew`, async ({
    page,
    started,
    withGate,
  }) => {
    const { app, api, issuer, gate } = await withGate({ accessTokenSeconds: LIFETIME_MS / 1000 });
    await page.clock.install();
    await signIn(tabOf(page), app);
    const before = await sessionIn(page);
    const requests = watchRequestsSeenBy(issuer, started);
    gate.pass((form, toServer) => (form.has('refresh_token') ? refusal : toServer()));
    expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'token_request_refused' });
    expect(await sessionIn(page)).toEqual(before);

    await page.clock.fastForward(LIFETIME_MS - 10_000);
    expect(await sessionIn(page)).toEqual(before);
    expect(await getTimesheets(page, { api })).toBe(200);
    await page.clock.fastForward(10_000);
    await expect(page.locator('#status')).toHaveText('signed-out');
    expect(await events(page)).toEqual(['renewal-ended', 'session-expired']);
    expect(linesOf(requests)).not.toContain('GET /auth');

    // The server knows the person, and asks nothing.
    await page.evaluate(() => void probe.navigate('/secret'));
    await expect(page.locator('main')).toHaveText('secret page');
    await expect(page.locator('#status')).toHaveText('signed-in');
    expect(refreshesAt(gate)).toHaveLength(1);
    expect(linesOf(requests)).toContain('GET /auth');
  });
}

test('R72 R74 a tab whose refresh is refused is saved by another, which does not send that token, and asks in a frame', async ({
  page,
  context,
  withGate,
}) => {
  const { app, gate } = await withGate();
  await signIn(tabOf(page), app);
  const [another] = await openTabs(context, app, 1);
  if (!another) throw new Error('No other tab was opened.');
  await expectAll([page, another], 'signed-in');
  const before = await sessionIn(page);
  gate.pass((form, toServer) => (form.has('refresh_token') ? REFUSED : toServer()));
  expect((await renew(page)).status).toBe('interaction-required');
  expect(await sessionIn(another)).toEqual(before);

  expect(await renew(another)).toEqual({ status: 'renewed' });
  await expect.poll(async () => sessionIn(page)).toEqual(await sessionIn(another));
  expect(refreshesAt(gate)).toHaveLength(1);
});
