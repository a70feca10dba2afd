import { openApp } from '../../attacks/sign-in.ts';
import { inPage, until } from '../../engines/in-page.ts';
import {
  beginRenewal,
  expect,
  expectNoneTwice,
  refreshesAt,
  signedInTabs,
  test,
  untilRenewalEnded,
} from '../by-refresh-token.ts';
import { events, statusOf, storedSession } from '../in-app.ts';
import type { Passage } from '../token-gate.ts';

/** What is held up until somebody has signed out: the renewal's request, or its answer. */
const ORDERS: readonly (readonly [name: string, hold: (mayGo: Promise<null>) => Passage])[] = [
  [
    'before the server has acted',
    (mayGo) => async (_, toServer) => {
      await mayGo;
      return toServer();
    },
  ],
  [
    'while its answer is on the way',
    (mayGo) => async (_, toServer) => {
      const answer = await toServer();
      await mayGo;
      return answer;
    },
  ],
];

for (const [name, hold] of ORDERS) {
  test(`A21 R54 R72 a sign-out in one tab ends the refresh of another, ${name}: nobody is signed in again`, async ({
    tab,
    withGate,
  }) => {
    const { app, gate } = await withGate();
    const [renewing, leaving] = await signedInTabs(tab, app, 2);
    if (!renewing || !leaving) throw new Error('A tab is missing.');
    const { promise: mayGo, resolve: letGo } = Promise.withResolvers<null>();
    gate.pass(hold(mayGo));
    await beginRenewal(renewing);
    await expect.poll(() => refreshesAt(gate).length).toBe(1);
    await inPage(leaving, () => probe.auth.logout({ scope: 'local' }));
    for (const each of [renewing, leaving]) await until(each, () => probe.state().status === 'signed-out');
    letGo(null);

    expect(await untilRenewalEnded(renewing)).toBe('interaction-required');
    expect(await events(renewing)).toEqual(['signed-out other-tab']);
    const late = await tab.openAnother();
    await openApp(late, app);
    for (const each of [renewing, leaving, late]) {
      expect(await statusOf(each)).toBe('signed-out');
      expect(await storedSession(each)).toBeNull();
    }
    expect(refreshesAt(gate)).toHaveLength(1);
    expectNoneTwice(gate);
  });
}
