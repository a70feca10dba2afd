import type { BrowserContext, Page } from '@playwright/test';
import { startWitness, type Witness } from '../attacks/witness.ts';
import { withThese } from '../conformance/behaviour.ts';
import { holdRequests } from './hold-requests.ts';
import { events, sessionIn, statusOf, storedSession } from './in-app.ts';
import { listenOnTestChannel, postOnTestChannel, untilHeard } from './test-channel.ts';
import { expect, signIn, test } from './test.ts';

const APP = { behaviour: { claims: withThese({ sid: 'a-session-id' }) } };

/** A page elsewhere that frames what its query names, as a server's sign-out page does. */
function startSignOutPage(): Promise<Witness> {
  return startWitness(({ path }) => {
    const frame = new URL(path, 'http://localhost').searchParams.get('frame') ?? '';
    return {
      body: `<!doctype html><title>Signing out</title><iframe src="${frame.replaceAll('&', '&amp;')}"></iframe>`,
    };
  });
}

/** Has the server's sign-out page load the app's front-channel logout address into its frame, in a tab of its own. */
async function tellToSignOut(
  context: BrowserContext,
  signOutPage: Witness,
  app: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Page> {
  const tab = await context.newPage();
  const frame = `${app}/auth/signed-out?${new URLSearchParams(parameters)}`;
  await tab.goto(`${signOutPage.url}/?${new URLSearchParams({ frame })}`);
  await expect(tab.frameLocator('iframe').locator('main')).toHaveText('public page');
  return tab;
}

const TOLD: readonly (readonly [name: string, (issuer: string) => Readonly<Record<string, string>>])[] = [
  ['iss and sid', (iss) => ({ iss, sid: 'a-session-id' })],
];

for (const [name, parameters] of TOLD) {
  test(`R56 a server that signs out by ${name} ends the session in every tab`, async ({
    page,
    context,
    withServer,
    started,
  }) => {
    const { app, server } = await withServer(APP);
    const signOutPage = started(await startSignOutPage());
    await signIn(page, app);
    const another = await context.newPage();
    await signIn(another, app);
    await tellToSignOut(context, signOutPage, app, parameters(server.url));

    for (const tab of [page, another]) {
      await expect(tab.locator('#status')).toHaveText('signed-out');
      expect(await events(tab)).toEqual(['signed-out other-tab']);
      expect(await storedSession(tab)).toBeNull();
    }
  });
}

const NOT_TOLD: readonly (readonly [name: string, (issuer: string) => Readonly<Record<string, string>>])[] = [
  ['another sid', (iss) => ({ iss, sid: 'another-session-id' })],
  ['another iss', () => ({ iss: 'https://another.example', sid: 'a-session-id' })],
  ['an iss that differs by a slash', (iss) => ({ iss: `${iss}/`, sid: 'a-session-id' })],
  ['iss without sid', (iss) => ({ iss })],
  ['sid without iss', () => ({ sid: 'a-session-id' })],
  ['an empty sid', (iss) => ({ iss, sid: '' })],
  // Anybody can link to the page without them.
  ['neither iss nor sid, where the session has a sid,', () => ({})],
];

for (const [name, parameters] of NOT_TOLD) {
  test(`R56 ${name} ends no session`, async ({ page, context, withServer, started }) => {
    const { app, server } = await withServer(APP);
    const signOutPage = started(await startSignOutPage());
    await signIn(page, app);
    const before = await sessionIn(page);
    await listenOnTestChannel(page);
    const tab = await tellToSignOut(context, signOutPage, app, parameters(server.url));
    // Had the frame passed anything on, the page would have heard of it before this.
    await postOnTestChannel(tab.frames()[1] ?? tab);
    await untilHeard(page);

    expect(await statusOf(page)).toBe('signed-in');
    expect(await events(page)).toEqual([]);
    expect(await sessionIn(page)).toEqual(before);
  });
}

test('R56 an id_token without sid is not ended by one', async ({ page, context, withServer, started }) => {
  const { app, server } = await withServer();
  const signOutPage = started(await startSignOutPage());
  await signIn(page, app);
  await tellToSignOut(context, signOutPage, app, { iss: server.url, sid: 'undefined' });
  await tellToSignOut(context, signOutPage, app, {});

  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await events(page)).toEqual(['signed-out other-tab']);
});

test('R56 the address of front-channel logout, opened in the tab of the session itself, ends it too', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer(APP);
  await signIn(page, app);
  await page.goto(`${app}/auth/signed-out?${new URLSearchParams({ iss: server.url, sid: 'a-session-id' })}`);

  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await storedSession(page)).toBeNull();
});

test('R56 R54 a sign-out by front channel is not undone by a renewal that is under way', async ({
  page,
  context,
  withServer,
  started,
}) => {
  const { app, server } = await withServer(APP);
  const signOutPage = started(await startSignOutPage());
  await signIn(page, app);
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  const asked = page.waitForRequest(`${server.url}/authorize?*`);
  const renewal = page.evaluate(() => probe.auth.renew().then(({ status }) => status));
  await asked;
  await tellToSignOut(context, signOutPage, app, { iss: server.url, sid: 'a-session-id' });
  await expect(page.locator('#status')).toHaveText('signed-out');
  letGo();

  expect(await renewal).toBe('interaction-required');
  expect(await statusOf(page)).toBe('signed-out');
  expect(await storedSession(page)).toBeNull();
});
