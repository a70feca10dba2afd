import { startWitness } from '../../attacks/witness.ts';
import { openApp } from '../../attacks/sign-in.ts';
import type { MisbehavingServer } from '../../conformance/misbehaving-server.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, leave, until } from '../../engines/in-page.ts';
import { getTimesheets } from '../api-requests.ts';
import { outcomes, renew, sessionIn, statusOf } from '../in-app.ts';
import { issuedLater } from '../issued-later.ts';
import { expect, test as base } from '../test.ts';
import { signInUnasked, untilSignedIn } from './sign-in.ts';

interface Fixtures {
  /** An app, its server and another site; somebody is signed in, in the test's own tab. */
  readonly signedIn: { readonly app: string; readonly server: MisbehavingServer; readonly elsewhere: string };
}

const test = base.extend<Fixtures>({
  signedIn: async ({ tab, withServer, started }, use) => {
    const stage = await withServer();
    const { url: elsewhere } = started(await startWitness());
    await signInUnasked(tab, stage.app);
    await use({ ...stage, elsewhere });
  },
});

/** Waits until the tab is back on the page that the test began with, by whatever way. */
async function goBack(tab: Tab, pages: number): Promise<void> {
  await leave(tab, (steps) => history.go(-steps), pages);
  await until(tab, () => 'probe' in globalThis && probe.state().status !== 'starting');
}

test('A15 Back after a sign-out in another tab brings back nothing of the session', async ({
  tab,
  signedIn: { app, server, elsewhere },
}) => {
  const another = await tab.openAnother();
  await signInUnasked(another, app);
  await tab.goto(elsewhere);
  await inPage(another, () => probe.auth.logout({ scope: 'local' }));
  await goBack(tab, 1);

  expect(await inPage(tab, () => [probe.state(), probe.auth.accessToken(), probe.auth.claims()])).toEqual([
    { status: 'signed-out' },
    null,
    null,
  ]);
  await getTimesheets(tab, server);
  expect(server.record.to('timesheets').map(({ headers }) => headers.authorization)).toEqual([undefined]);
  expect(server.record.to('authorize')).toHaveLength(2);
});

const HOUR_MS = 3_600_000;

test('A15 A22 a page whose session was renewed while it was in the back/forward cache sends no expired token, and goes on', async ({
  tab,
  signedIn: { app, server, elsewhere },
}) => {
  const { accessToken } = await sessionIn(tab);
  await inPage(
    tab,
    (pauseMs) => {
      const now = Date.now;
      // Before the app hears of it.
      const onPageShow = ({ persisted }: PageTransitionEvent) => {
        if (persisted) Date.now = () => now() + pauseMs;
      };
      addEventListener('pageshow', onPageShow, { capture: true });
    },
    HOUR_MS,
  );
  await tab.goto(elsewhere);
  await openApp(tab, app);
  await untilSignedIn(tab);
  server.behave({ lifetimeSeconds: () => (2 * HOUR_MS) / 1000 });
  expect(await renew(tab)).toEqual({ status: 'renewed' });
  server.behave(issuedLater(HOUR_MS));
  await goBack(tab, 2);

  expect(await getTimesheets(tab, server)).toBe(200);
  expect(await statusOf(tab)).toBe('signed-in');
  const shown = server.record.to('timesheets').flatMap(({ headers }) => headers.authorization ?? []);
  expect(shown).toHaveLength(1);
  expect(shown).not.toContain(`Bearer ${accessToken}`);
  // Firefox may hand the page the session storage of when it was left: then it asks for itself.
  const own = await outcomes(tab);
  expect([[], ['renewed']]).toContainEqual(own);
  expect(server.record.to('authorize')).toHaveLength(2 + own.length);
});
