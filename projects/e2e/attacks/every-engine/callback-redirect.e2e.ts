import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { storedSessions } from '../../session-storage.ts';
import { openApp, signIn } from '../sign-in.ts';
import type { StageOptions } from '../stage.ts';
import { expect, test } from '../test.ts';

/** An app whose web server starts to answer the callback path with a redirect. */
function redirectingCallback(location: (stranger: string) => string) {
  let redirects = false;
  const front: StageOptions['front'] = ({ stranger }) => ({
    answer: (path) =>
      redirects && path === '/auth/callback' ? { status: 302, headers: { Location: location(stranger) } } : undefined,
  });
  return { front, begin: () => (redirects = true) };
}

/** Signs in once more; the server knows the person by now, and asks nothing. */
async function signInAgain(tab: Tab): Promise<void> {
  await inPage(tab, async () => {
    await probe.auth.logout({ scope: 'local' });
    void probe.auth.login();
  });
}

test('A5 a callback path that answers 302 to another origin hands it the response, and the app stores nothing', async ({
  tab,
  setStage,
}) => {
  const callback = redirectingCallback((stranger) => `${stranger}/landing`);
  const { app } = await setStage({ front: callback.front });
  await signIn(tab, app);
  callback.begin();
  await signInAgain(tab);

  await until(tab, () => location.pathname === '/landing');
  expect(await inPage(tab, () => location.hash.includes('access_token='))).toBe(true);
  await openApp(tab, app);
  expect(await inPage(tab, () => probe.state().status)).toBe('signed-out');
  expect(await storedSessions(tab)).toEqual([]);
});

test('A5 a fragment in the 302, be it an empty one, takes the place of the response', async ({ tab, setStage }) => {
  const callback = redirectingCallback((stranger) => `${stranger}/landing#`);
  const { app } = await setStage({ front: callback.front });
  await signIn(tab, app);
  callback.begin();
  await signInAgain(tab);

  await until(tab, () => location.pathname === '/landing');
  expect(await inPage(tab, () => location.hash)).toBe('');
});

test('A5 a callback path that answers 302 to another page of the app signs nobody in, and leaves no response there', async ({
  tab,
  setStage,
}) => {
  const callback = redirectingCallback(() => '/');
  const { app } = await setStage({ front: callback.front });
  await signIn(tab, app);
  callback.begin();
  await signInAgain(tab);

  await until(tab, () => location.pathname === '/' && 'probe' in globalThis && probe.state().status === 'failed');
  expect(await inPage(tab, () => probe.state())).toEqual({ status: 'failed', code: 'redirect_uri_mismatch' });
  expect(await inPage(tab, () => location.hash)).toBe('');
  expect(await storedSessions(tab)).toEqual([]);
});

test('A5 R6 the server sends no response to a page of the app that is not the registered redirect URI', async ({
  tab,
  setStage,
}) => {
  const { app, issuer } = await setStage({
    config: { redirectUri: '/forward?to=elsewhere' },
    front: ({ stranger }) => ({
      answer: (path) => (path === '/forward' ? { status: 302, headers: { Location: stranger } } : undefined),
    }),
  });
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());

  await until(tab, (server) => location.origin === server && document.readyState === 'complete', issuer);
  expect(await inPage(tab, () => document.body.textContent)).toContain('redirect');
  expect(await inPage(tab, () => document.forms.length)).toBe(0);
});
