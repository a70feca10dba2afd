import type { FrontOptions } from '../../attacks/front.ts';
import { openApp } from '../../attacks/sign-in.ts';
import { promptsAsked } from '../../conformance/authorization-requests.ts';
import { withThese } from '../../conformance/behaviour.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { ageSession } from '../age-session.ts';
import { renew, sessionIn, statusOf, storedSession } from '../in-app.ts';
import { listenOnTestChannel, postOnTestChannel, untilHeard } from '../test-channel.ts';
import { expect, test } from '../test.ts';
import { signInUnasked, untilSignedIn } from './sign-in.ts';

const SYNCED = { tabSync: {} };
/** With a lifetime of 600 seconds. */
const NEAR_ITS_END_SECONDS = 400;

/** Opens the app in another tab of the same browser. */
async function openBeside(tab: Tab, app: string): Promise<Tab> {
  const another = await tab.openAnother();
  await openApp(another, app);
  return another;
}

/** Waits until a tab has this access token, or none for `null`. */
async function untilItHas(tab: Tab, accessToken: string | null): Promise<void> {
  await until(tab, (expected) => probe.auth.accessToken() === expected, accessToken);
}

/** Takes features of the browser away before the app starts, and collects errors in `errors`. */
function without(features: string): () => FrontOptions {
  const script = `<script>
    ${features}
    errors = [];
    addEventListener('error', ({ message }) => errors.push(message));
    addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
    console.error = (...told) => errors.push(told.join(' '));
  </script>`;
  return () => ({ page: (html) => html.replace('<head>', `<head>${script}`) });
}

test('A21 A15 a sign-in, a renewal and a sign-out in one tab reach the others, and only that tab asks the server', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer(SYNCED);
  const early = await openBeside(tab, app);
  expect(await statusOf(early)).toBe('signed-out');
  await signInUnasked(tab, app);
  const { accessToken } = await sessionIn(tab);
  await untilItHas(early, accessToken);
  const late = await openBeside(tab, app);
  await untilItHas(late, accessToken);
  expect(await inPage(late, () => probe.events.map(({ type }) => type))).toEqual(['session-received']);
  expect(server.record.to('authorize')).toHaveLength(1);

  expect(await renew(early)).toEqual({ status: 'renewed' });
  const renewed = await sessionIn(early);
  expect(renewed.accessToken).not.toBe(accessToken);
  for (const other of [tab, late]) {
    await untilItHas(other, renewed.accessToken);
    expect(await sessionIn(other)).toEqual(renewed);
    expect(await statusOf(other)).toBe('signed-in');
  }
  expect(server.record.to('authorize')).toHaveLength(2);

  await inPage(late, () => probe.auth.logout({ scope: 'local' }));
  for (const other of [tab, early, late]) {
    await until(other, () => probe.state().status === 'signed-out');
    expect(await storedSession(other)).toBeNull();
  }
  expect(server.record.to('authorize')).toHaveLength(2);
});

test('A21 R52 ten tabs that start at once with a session about to end make one renewal', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer({ ...SYNCED, renewal: { leadSeconds: 300 } });
  await signInUnasked(tab, app);
  const { accessToken } = await sessionIn(tab);
  const tabs = [tab];
  while (tabs.length < 10) tabs.push(await openBeside(tab, app));
  for (const each of tabs) {
    await untilSignedIn(each);
    await ageSession(each, NEAR_ITS_END_SECONDS);
  }
  // No page is left that has the session as it was.
  for (const each of tabs) await each.goto('about:blank');
  expect(server.record.to('authorize')).toHaveLength(1);
  await Promise.all(tabs.map((each) => openApp(each, app)));

  for (const each of tabs) {
    await until(
      each,
      (before) => probe.state().status === 'signed-in' && probe.auth.accessToken() !== before,
      accessToken,
    );
  }
  const tokens = await Promise.all(tabs.map(async (each) => (await sessionIn(each)).accessToken));
  expect(new Set(tokens).size).toBe(1);
  expect(promptsAsked(server)).toEqual([null, 'none']);
});

test('A21 R51 somebody else who signs in in one tab neither signs out nor becomes the person in another', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer(SYNCED);
  await signInUnasked(tab, app);
  const before = await sessionIn(tab);
  const another = await openBeside(tab, app);
  await untilItHas(another, before.accessToken);
  await listenOnTestChannel(tab);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });
  await inPage(another, () => void probe.auth.login());
  await until(another, () => probe.auth.claims()?.sub === 'somebody-else');
  // What that tab has told arrives before this does.
  await postOnTestChannel(another);
  await untilHeard(tab);

  expect(await sessionIn(tab)).toEqual(before);
  expect(await statusOf(tab)).toBe('signed-in');
  expect((await sessionIn(another)).claims?.sub).toBe('somebody-else');
  expect(server.record.to('authorize')).toHaveLength(2);
});

test('A21 A15 tabs that share no more than sign-outs sign in each by itself, and out together', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer({ tabSync: { share: 'sign-out' } });
  await signInUnasked(tab, app);
  const another = await openBeside(tab, app);
  await until(another, () => probe.state().status === 'signed-out');
  await signInUnasked(another, app);
  expect((await sessionIn(tab)).accessToken).not.toBe((await sessionIn(another)).accessToken);
  expect(server.record.to('authorize')).toHaveLength(2);

  await inPage(another, () => probe.auth.logout({ scope: 'local' }));
  await until(tab, () => probe.state().status === 'signed-out');
  expect(await storedSession(tab)).toBeNull();
  expect(server.record.to('authorize')).toHaveLength(2);
});

test('A21 without Web Locks each tab renews by itself, and what it has got still reaches the others', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer({ ...SYNCED, front: without('delete Navigator.prototype.locks;') });
  await signInUnasked(tab, app);
  expect(await inPage(tab, () => 'locks' in navigator)).toBe(false);
  const another = await openBeside(tab, app);
  await untilItHas(another, (await sessionIn(tab)).accessToken);

  expect(await renew(another)).toEqual({ status: 'renewed' });
  await untilItHas(tab, (await sessionIn(another)).accessToken);
  expect(server.record.to('authorize')).toHaveLength(2);
  for (const each of [tab, another]) expect(await each.evaluate('errors')).toEqual([]);
});

test('A21 without BroadcastChannel each tab lives by itself', async ({ tab, withServer }) => {
  const { app, server } = await withServer({ ...SYNCED, front: without('delete globalThis.BroadcastChannel;') });
  await signInUnasked(tab, app);
  const another = await openBeside(tab, app);
  await until(another, () => probe.state().status === 'signed-out');
  await signInUnasked(another, app);

  expect(await renew(tab)).toEqual({ status: 'renewed' });
  expect(await renew(another)).toEqual({ status: 'renewed' });
  expect((await sessionIn(tab)).accessToken).not.toBe((await sessionIn(another)).accessToken);
  await inPage(tab, () => probe.auth.logout({ scope: 'local' }));
  // The storage that both share tells of a sign-out as well.
  await until(another, () => probe.state().status === 'signed-out');
  expect(server.record.to('authorize')).toHaveLength(4);
  for (const each of [tab, another]) expect(await each.evaluate('errors')).toEqual([]);
});
