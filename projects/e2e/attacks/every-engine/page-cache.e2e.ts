import type { Tab } from '../../engines/engine.ts';
import { inPage, leave, until } from '../../engines/in-page.ts';
import { signIn } from '../sign-in.ts';
import { expect, test } from '../test.ts';

/** Signs in, and has the page remember how it comes back. */
async function signInAndListen(tab: Tab, app: string): Promise<void> {
  await signIn(tab, app);
  await inPage(tab, () => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted }));
  });
}

test('A15 Back brings the page of a session that goes on out of the back/forward cache, signed in', async ({
  tab,
  setStage,
}) => {
  const { app, stranger } = await setStage();
  await signInAndListen(tab, app);
  await tab.goto(stranger.url);
  await leave(tab, () => history.back());

  await until(tab, () => Reflect.get(globalThis, 'persisted') === true);
  expect(await inPage(tab, () => probe.state().status)).toBe('signed-in');
});

test('A15 Back after a sign-out brings back nothing of the session', async ({ tab, setStage }) => {
  const { app, api, stranger } = await setStage();
  await signInAndListen(tab, app);
  await tab.goto(stranger.url);
  await tab.goto(app);
  await until(tab, () => probe.state().status === 'signed-in');
  await inPage(tab, () => probe.auth.logout({ scope: 'local' }));
  await leave(tab, () => history.go(-2));

  await until(tab, () => document.querySelector('#status')?.textContent === 'signed-out');
  const seen = await inPage(tab, () => [probe.state(), probe.auth.accessToken(), probe.auth.claims()]);
  expect(seen).toEqual([{ status: 'signed-out' }, null, null]);
  await inPage(tab, (url) => probe.get(url), `${api.url}/public`);
  expect(api.requests.map(({ method, headers }) => [method, headers['authorization']])).toEqual([['GET', undefined]]);
});
