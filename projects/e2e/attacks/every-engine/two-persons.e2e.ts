import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { ageSession } from '../../session/age-session.ts';
import { beginRequest, untilAnswered } from '../../session/api-requests.ts';
import { sessionIn, storedSession } from '../../session/in-app.ts';
import { holdRenewalLock, untilInLine } from '../../session/renewal-lock.ts';
import { BOB } from '../../test.ts';
import { openApp, signIn, signInAtServer } from '../sign-in.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { expect, test } from '../test.ts';
import type { Answer } from '../witness.ts';

type Shown = readonly [sub: string | null, accessToken: string | null];

const NOBODY: Shown = [null, null];
const TOGETHER = { tabSync: {}, renewal: { timeoutSeconds: 600 } };
const INVALID_TOKEN: Answer = {
  status: 401,
  headers: {
    'WWW-Authenticate': 'Bearer error="invalid_token"',
    'Access-Control-Expose-Headers': 'WWW-Authenticate',
  },
};

/** Opens the app in another tab, and has Alice signed in there as well: the server knows her, or the first tab tells. */
async function signInBeside(tab: Tab, app: string): Promise<Tab> {
  const another = await tab.openAnother();
  await openApp(another, app);
  await inPage(another, () => void probe.navigate('/secret'));
  await until(another, () => probe.state().status === 'signed-in' && probe.url() === '/secret');
  return another;
}

/** Notes from now on whose claims the page shows, and whose token beside them. */
async function watchPersons(tab: Tab): Promise<() => Promise<readonly Shown[]>> {
  await inPage(tab, () => {
    const shown: unknown[] = [];
    probe.auth.state$.subscribe(() => shown.push([probe.auth.claims()?.sub ?? null, probe.auth.accessToken()]));
    Object.assign(globalThis, { shown });
  });
  return () => inPage(tab, () => Reflect.get(globalThis, 'shown') as Shown[]);
}

/** Signs Alice out in a tab, here and at the server, which sends the tab back to the app. */
async function signOut(tab: Tab): Promise<void> {
  await inPage(tab, () => void probe.auth.logout());
  await until(tab, () => 'probe' in globalThis && probe.url() === '/' && probe.state().status === 'signed-out');
}

/** Signs Bob in in a tab. */
async function signInBob(tab: Tab): Promise<void> {
  await inPage(tab, () => void probe.auth.login());
  await signInAtServer(tab, BOB);
  await until(tab, () => probe.auth.claims()?.sub === 'bob');
}

/** In none of the tabs is anything left of Alice. */
async function expectNobody(tabs: readonly Tab[], secrets: readonly (string | null)[]): Promise<void> {
  for (const tab of tabs) {
    await until(tab, () => probe.state().status === 'signed-out');
    expect(await inPage(tab, () => [probe.auth.claims(), probe.auth.accessToken()])).toEqual([null, null]);
    expect(await storedSession(tab)).toBeNull();
    const stored = await inPage(tab, () => JSON.stringify([sessionStorage, localStorage]));
    for (const secret of ['alice', ...secrets]) expect(stored).not.toContain(secret);
  }
}

/** The tokens that came with the requests to the API, in order. */
function tokensSent({ api }: Stage): readonly unknown[] {
  return api.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers['authorization']);
}

/** How the app's tabs are with each other. `follows` tells whether the tab that stays becomes Bob's. */
const APPS: readonly (readonly [name: string, features: StageOptions['features'], follows: boolean])[] = [
  ['tabs that live by themselves', {}, false],
  ['tabs that share their session and renew it', TOGETHER, true],
];

for (const [name, features, follows] of APPS) {
  test(`A21 R51 R54 ${name} never show one person with the token of another, and send nobody’s request again as somebody else`, async ({
    tab,
    setStage,
  }) => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<Answer>();
    const stage = await setStage({ features, api: ({ method }) => (method === 'GET' ? mayAnswer : {}) });
    await signIn(tab, stage.app);
    const another = await signInBeside(tab, stage.app);
    const alice = await sessionIn(tab);
    const persons = await watchPersons(tab);
    await beginRequest(tab, `${stage.api.url}/public`);
    await expect.poll(() => tokensSent(stage)).toEqual([`Bearer ${alice.accessToken}`]);

    await signOut(another);
    await expectNobody([tab, another], [alice.accessToken, alice.idToken]);
    await signInBob(another);
    const bob = await sessionIn(another);
    if (follows) await until(tab, (token) => probe.auth.accessToken() === token, bob.accessToken);
    // The server refuses the token only now, and a renewal would bring Bob's.
    answer(INVALID_TOKEN);

    expect(await untilAnswered(tab)).toBe(401);
    expect(tokensSent(stage)).toEqual([`Bearer ${alice.accessToken}`]);
    const asBob: readonly Shown[] = follows ? [['bob', bob.accessToken]] : [];
    expect(await persons()).toEqual([['alice', alice.accessToken], NOBODY, ...asBob]);
    expect((await sessionIn(another)).claims?.sub).toBe('bob');
  });
}

const HOUR_MS = 3_600_000;

test('A21 A22 R51 a request that waits for the renewal of one person is not sent as another who signs in meanwhile', async ({
  tab,
  setStage,
}) => {
  const stage = await setStage({ features: TOGETHER });
  await signIn(tab, stage.app);
  const another = await signInBeside(tab, stage.app);
  const alice = await sessionIn(tab);
  const persons = await watchPersons(tab);
  const letGo = await holdRenewalLock(tab, stage.app, stage.issuer);
  // For a moment, the clock is beyond the deadline.
  await inPage(
    tab,
    (pauseMs) => {
      const now = Date.now;
      Date.now = () => now() + pauseMs;
      dispatchEvent(new Event('focus'));
      Date.now = now;
    },
    HOUR_MS,
  );
  // The other tab is in front: here, nothing is renewed until a request needs it.
  await beginRequest(tab, `${stage.api.url}/public`);
  await untilInLine(tab);

  await signOut(another);
  await expectNobody([tab, another], [alice.accessToken, alice.idToken]);
  await signInBob(another);
  const bob = await sessionIn(another);
  await until(tab, (token) => probe.auth.accessToken() === token, bob.accessToken);
  await letGo();

  expect(await untilAnswered(tab)).toBe(200);
  expect(tokensSent(stage)).toEqual([undefined]);
  expect(await persons()).toEqual([['alice', alice.accessToken], ['alice', null], NOBODY, ['bob', bob.accessToken]]);
});

test('A21 A22 R51 a request of a page that was opened with the expired session of one person is not sent as another who signs in meanwhile', async ({
  tab,
  setStage,
}) => {
  const stage = await setStage({ features: TOGETHER });
  await signIn(tab, stage.app);
  const another = await signInBeside(tab, stage.app);
  const letGo = await holdRenewalLock(tab, stage.app, stage.issuer);
  await ageSession(tab, HOUR_MS / 1000);
  await openApp(tab, stage.app);
  // The other tab is in front: here, nothing is renewed until a request needs it.
  await beginRequest(tab, `${stage.api.url}/public`);
  await untilInLine(tab);

  await signOut(another);
  await signInBob(another);
  const bob = await sessionIn(another);
  await until(tab, (token) => probe.auth.accessToken() === token, bob.accessToken);
  await letGo();

  expect(await untilAnswered(tab)).toBe(200);
  expect(tokensSent(stage)).toEqual([undefined]);
});
