import { openApp, signIn } from '../../attacks/sign-in.ts';
import { inPage, until, type Evaluating } from '../../engines/in-page.ts';
import { pendingSignIns } from '../../session-storage.ts';
import { expectNoFrames, renew, sessionIn } from '../in-app.ts';
import { expect, test } from '../test.ts';

/** How often the page has asked the token endpoint, and how many frames it has opened. */
function requestsOf(page: Evaluating, issuer: string) {
  return inPage(
    page,
    (tokenEndpoint) => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      return {
        exchanges: entries.filter(({ name }) => name === tokenEndpoint).length,
        frames: entries.filter(({ initiatorType }) => initiatorType === 'iframe').length,
      };
    },
    `${issuer}/token`,
  );
}

test('R65 R66 R72 a sign-in by a code outlives a reload, is renewed by refresh tokens in two tabs at once, and ends in both', async ({
  tab,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ config: { responseType: 'code' }, tabSync: {} });
  await signIn(tab, app);
  expect(await inPage(tab, () => location.href)).not.toMatch(/code=|state=/);
  expect(await pendingSignIns(tab)).toBe(0);
  expect(await requestsOf(tab, issuer)).toEqual({ exchanges: 1, frames: 0 });
  const first = await sessionIn(tab);
  expect(first.claims?.sub).toBe('alice');

  await openApp(tab, app);
  expect((await sessionIn(tab)).accessToken).toBe(first.accessToken);
  const another = await tab.openAnother();
  await openApp(another, app);
  await until(another, () => probe.state().status === 'signed-in');

  const outcomes = await Promise.all([renew(tab), renew(another)]);
  expect(outcomes).toEqual([{ status: 'renewed' }, { status: 'renewed' }]);
  // Whichever began once it had heard of the renewed session has renewed that one, too.
  const held = async () => (await Promise.all([tab, another].map(sessionIn))).map(({ accessToken }) => accessToken);
  await expect.poll(async () => new Set(await held()).size).toBe(1);
  const second = await sessionIn(tab);
  expect(second.accessToken).not.toBe(first.accessToken);
  // The other one goes on with the newest refresh token, not with the one that was sent.
  expect(await renew(another)).toEqual({ status: 'renewed' });
  const third = await sessionIn(another);
  expect(third.accessToken).not.toBe(second.accessToken);
  await until(tab, (token) => probe.auth.accessToken() === token, third.accessToken);
  for (const page of [tab, another]) {
    expect((await requestsOf(page, issuer)).frames).toBe(0);
    await expectNoFrames(page);
  }

  await inPage(another, () => void probe.auth.logout({ scope: 'local' }));
  for (const page of [tab, another]) await until(page, () => probe.state().status === 'signed-out');
});
