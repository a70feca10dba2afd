import { openApp, signIn } from '../../attacks/sign-in.ts';
import { startWitness } from '../../attacks/witness.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { ageSession } from '../age-session.ts';
import { beginRequest, untilAnswered } from '../api-requests.ts';
import { sessionIn } from '../in-app.ts';
import { holdRenewalLock, untilInLine } from '../renewal-lock.ts';
import { expect, test } from '../test.ts';

const LIFETIME_SECONDS = 600;
/** How long a tab stays in line. */
const LIMIT_MS = 15_000;
/** How long a renewal takes at most, on a busy machine. */
const RENEWAL_MS = 10_000;

// A page that is frozen keeps its locks, and does nothing any more. Only Chromium can be told to freeze one, which
// `tabs-renewing.e2e.ts` does. A page without the app that never lets go is as good in every engine.
test('A21 A22 R52 a page that never lets go of the lock holds up the guards and requests of another for 15 seconds, which then renews by itself', async ({
  tab,
  started,
  withSandbox,
}) => {
  const api = started(await startWitness());
  const { app, issuer } = await withSandbox({
    tabSync: {},
    accessTokenSeconds: LIFETIME_SECONDS,
    config: { resourceServers: [api.url] },
  });
  await signIn(tab, app);
  const before = await sessionIn(tab);
  await holdRenewalLock(tab, app, issuer);
  await ageSession(tab, LIFETIME_SECONDS + 1);
  await openApp(tab, `${app}/secret`);
  await untilInLine(tab);
  await beginRequest(tab, api.url);
  expect(await inPage(tab, () => document.querySelector('main')?.textContent)).toBe('');
  expect(api.requests).toEqual([]);

  await until(tab, () => document.querySelector('main')?.textContent === 'secret page');
  expect(await untilAnswered(tab)).toBe(200);
  expect(await inPage(tab, () => performance.now())).toBeLessThan(LIMIT_MS + RENEWAL_MS);
  const after = await sessionIn(tab);
  expect(after.accessToken).not.toBe(before.accessToken);
  const sent = api.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers['authorization']);
  expect(sent).toEqual([`Bearer ${after.accessToken}`]);
});
