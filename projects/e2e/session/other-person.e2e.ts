import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { openApp, signIn as signInAlice } from '../attacks/sign-in.ts';
import { withThese } from '../conformance/behaviour.ts';
import { BOB, signInAtServer } from '../test.ts';
import { ageSession } from './age-session.ts';
import { events, expectNoFrames, outcomes, renew, sessionIn, statusOf, storedSession } from './in-app.ts';
import { PATIENT } from './patient.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expect, signIn, test } from './test.ts';

/** All that the app's origin keeps for this tab. */
function allThatIsStored(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
}

test('R51 a server that answers for somebody else ends the session, and leaves nothing of it', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: PATIENT });
  await signIn(page, app);
  const before = await sessionIn(page);
  const requests = watchRequestsSeenBy(server.url, started);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });

  expect(await renew(page)).toEqual({ status: 'other-person' });
  expect(await events(page)).toEqual(['signed-out other-person', 'renewal-ended']);
  const stored = await allThatIsStored(page);
  for (const secret of [before.accessToken, before.idToken, before.claims?.sub, 'somebody-else']) {
    expect(stored).not.toContain(secret);
  }
  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  expect(linesOf(requests)).toEqual(['GET /authorize']);
  await expectNoFrames(page);
});

test('R50 R51 a server that heeds the id_token_hint does not speak of somebody else, and the session ends at its deadline', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ renewal: PATIENT });
  await signInAlice(tabOf(page), app);
  const before = await sessionIn(page);
  const another = await context.newPage();
  await openApp(tabOf(another), app);
  await another.evaluate(() => void probe.auth.login({ prompt: 'login' }));
  await signInAtServer(another, BOB);
  await expect(another.locator('#status')).toHaveText('signed-in');
  const requests = watchRequestsSeenBy(issuer, started);

  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  expect(await events(page)).toEqual(['renewal-ended']);
  expect(await sessionIn(page)).toEqual(before);
  expect(linesOf(requests)).toEqual(['GET /auth']);

  await ageSession(page, 700);
  await openApp(tabOf(page), app);
  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await outcomes(page)).toEqual(['interaction-required']);
  expect(await storedSession(page)).toBeNull();
  const stored = await allThatIsStored(page);
  for (const secret of [before.accessToken, before.idToken, 'alice', 'bob']) expect(stored).not.toContain(secret);
  expect(linesOf(requests)).toEqual(['GET /auth', 'GET /auth']);
  expect(await statusOf(another)).toBe('signed-in');
  expect(await renew(another)).toEqual({ status: 'renewed' });
  expect((await sessionIn(another)).claims?.sub).toBe('bob');
});
