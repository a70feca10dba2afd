import { signInAtServer } from '../../attacks/sign-in.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { sessionIn, storedSession } from '../in-app.ts';
import { allowAt, asksFirst, expectFormIntact, expectOutcomes, openForm, openPopup, putForm } from '../popup.ts';
import { expect, test } from '../test.ts';
import { signInUnasked } from './sign-in.ts';

/** What servers send that cut a popup off from the page that has opened it. */
const CUTS_OFF = { 'Cross-Origin-Opener-Policy': 'same-origin' };

test('a popup signs in, and the page stays with the form as it was', async ({ tab, withSandbox }) => {
  const { app } = await withSandbox();
  await openForm(tab, app);
  const popup = await openPopup(tab);
  await signInAtServer(popup);

  await expectOutcomes(tab, 'done');
  await expectFormIntact(tab, app);
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(await inPage(tab, () => probe.state().status)).toBe('signed-in');
  expect(await storedSession(tab)).not.toBeNull();
  expect(await inPage(tab, () => probe.events.map(({ type }) => type))).not.toContain('sign-in-failed');
});

test('a popup signs in by a code, a pushed request and a bound token', async ({ tab, withServer }) => {
  const { app } = await withServer({
    dpop: {},
    config: { responseType: 'code', scope: 'openid', pushAuthorizationRequests: true },
    behaviour: asksFirst(),
  });
  await openForm(tab, app);
  await allowAt(await openPopup(tab));

  await expectOutcomes(tab, 'done');
  await expectFormIntact(tab, app);
});

test('a popup that is closed is told of once the page is used again, and the next one signs in', async ({
  tab,
  withServer,
}) => {
  const { app } = await withServer({ behaviour: asksFirst() });
  await openForm(tab, app);
  const first = await openPopup(tab);
  await until(first, () => document.querySelector('#allow') !== null);
  await first.closeWindow();
  await tab.click('#draft');

  await expectOutcomes(tab, 'popup_closed');
  expect(await inPage(tab, () => probe.state())).toEqual({ status: 'signed-out' });
  await allowAt(await openPopup(tab));
  await expectOutcomes(tab, 'popup_closed', 'done');
  await expectFormIntact(tab, app);
});

test('R50 a server that cuts the popup off (Cross-Origin-Opener-Policy) signs in all the same, and the popup closes', async ({
  tab,
  withServer,
}) => {
  const { app } = await withServer({ behaviour: asksFirst(CUTS_OFF) });
  await openForm(tab, app);
  const popup = await openPopup(tab);
  await allowAt(popup);

  await expectOutcomes(tab, 'done');
  await expectFormIntact(tab, app);
  await expect.poll(() => popup.isClosed()).toBe(true);
});

test('a popup that is closed at a server that has cut it off is told of as well', async ({ tab, withServer }) => {
  const { app } = await withServer({ behaviour: asksFirst(CUTS_OFF) });
  await openForm(tab, app);
  const popup = await openPopup(tab);
  await until(popup, () => document.querySelector('#allow') !== null);
  await popup.closeWindow();
  await tab.click('#draft');

  await expectOutcomes(tab, 'popup_closed');
});

test('of two popups, the second takes the place of the first', async ({ tab, withServer }) => {
  const { app } = await withServer({ behaviour: asksFirst() });
  await openForm(tab, app);
  const first = await openPopup(tab);
  await until(first, () => document.querySelector('#allow') !== null);
  const second = await openPopup(tab);

  await expectOutcomes(tab, 'popup_superseded');
  await expect.poll(() => first.isClosed()).toBe(true);
  await allowAt(second);
  await expectOutcomes(tab, 'popup_superseded', 'done');
});

test('a popup that the browser does not open is told of, and nobody is lost', async ({ tab, withServer }) => {
  const { app } = await withServer({ behaviour: asksFirst() });
  await openForm(tab, app);
  // A frame that may open no windows.
  await inPage(tab, () => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = '/';
    document.body.append(frame);
  });
  await until(tab, () => 'probe' in (frames[0] ?? {}));
  const outcome = await inPage(tab, () =>
    (frames[0] as unknown as typeof globalThis).probe.auth.login({ window: 'popup' }).then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    ),
  );

  expect(outcome).toBe('popup_blocked');
  expect(await inPage(tab, () => (frames[0] as unknown as typeof globalThis).probe.state())).toEqual({
    status: 'signed-out',
  });
});

test('R38 a step-up by a popup replaces the session, and an answer without it is refused', async ({
  tab,
  withServer,
}) => {
  let acr = 'pwd';
  const { app } = await withServer({ behaviour: { ...asksFirst(), claims: (proper) => ({ ...proper, acr }) } });
  await openForm(tab, app);
  await allowAt(await openPopup(tab));
  await expectOutcomes(tab, 'done');
  const before = await sessionIn(tab);
  await putForm(tab, () => probe.auth.login({ window: 'popup', acrValues: 'mfa' }));
  await inPage(tab, () => document.querySelector('#sign-in')?.remove());
  await allowAt(await openPopup(tab));
  await expectOutcomes(tab, 'acr_mismatch');
  expect(await sessionIn(tab)).toEqual(before);

  acr = 'mfa';
  await allowAt(await openPopup(tab));
  await expectOutcomes(tab, 'acr_mismatch', 'done');
  expect((await sessionIn(tab)).claims).toMatchObject({ acr: 'mfa' });
});

test('R51 a consent by a popup adds the token of one API to the session that goes on', async ({ tab, withServer }) => {
  const reports = { url: 'https://reports.example.com', audience: 'reports', scope: 'read:reports' };
  const { app, server } = await withServer({ config: { resourceServers: [reports] } });
  await signInUnasked(tab, app);
  const before = await sessionIn(tab);
  server.behave(asksFirst());
  await putForm(tab, (url) => probe.auth.requestAccess(url, { window: 'popup' }), reports.url);
  await allowAt(await openPopup(tab));

  await expectOutcomes(tab, 'done');
  const after = await sessionIn(tab);
  expect(after.accessToken).toBe(before.accessToken);
  expect(Object.keys(after.accessTokens ?? {})).toHaveLength(1);
});

test('a refusal in a popup is a failure like that of a redirect', async ({ tab, withServer }) => {
  const denied = { error: 'access_denied' };
  const { app } = await withServer({
    behaviour: { ...asksFirst(), response: ({ state = '' }) => ({ ...denied, state }) },
  });
  await openForm(tab, app);
  await allowAt(await openPopup(tab));

  await expectOutcomes(tab, 'access_denied');
  expect(await inPage(tab, () => probe.state())).toEqual({ status: 'failed', code: 'access_denied' });
  await expectFormIntact(tab, app);
});
