import { inPage, until } from '../../engines/in-page.ts';
import { allowAt, asksFirst, expectOutcomes, openForm, openPopup } from '../../session/popup.ts';
import { expect, test } from '../../session/test.ts';
import { openApp } from '../sign-in.ts';

const CUTS_OFF = { 'Cross-Origin-Opener-Policy': 'same-origin' };
const FORGED = '#access_token=forged&token_type=Bearer&expires_in=600';

test('A6 A18 another window of the origin hears and says nothing on a channel whose state it has to guess', async ({
  tab,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: asksFirst(CUTS_OFF) });
  await openForm(tab, app);
  const other = await tab.openAnother();
  await openApp(other, app);
  const popup = await openPopup(tab);
  await until(popup, () => document.querySelector('#allow') !== null);
  // As far as an app's own names go, this is what there is to guess.
  await inPage(
    other,
    (forged) => {
      const heard: unknown[] = [];
      for (const name of ['ngx-implicit-auth popup', 'ngx-implicit-auth popup ', 'ngx-implicit-auth popup guessed']) {
        const channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }) => heard.push(data);
        channel.postMessage(`${location.origin}/silent-renewal.html${forged}&state=guessed`);
      }
      Object.assign(globalThis, { heard });
    },
    FORGED,
  );
  await popup.click('#allow');

  await expectOutcomes(tab, 'done');
  expect(await inPage(other, () => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual([]);
  expect(await inPage(tab, () => probe.auth.accessToken())).not.toBe('forged');
  expect(server.record.to('authorize')).toHaveLength(1);
});

test('A1 A14 an answer with another state is refused, and no token of it is kept', async ({ tab, withServer }) => {
  const { app } = await withServer({
    behaviour: { ...asksFirst(), response: (proper) => ({ ...proper, state: 'another' }) },
  });
  await openForm(tab, app);
  await allowAt(await openPopup(tab));

  await expectOutcomes(tab, 'state_unknown');
  expect(await inPage(tab, () => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
  expect(
    await inPage(tab, () => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])),
  ).not.toContain('at-');
});

test('A6 a popup that comes back to another page of the host is refused, and closed with what it shows', async ({
  tab,
  withServer,
}) => {
  const { app } = await withServer({
    front: () => ({
      answer: (path) => (path === '/elsewhere.html' ? { body: '<!doctype html>Elsewhere' } : undefined),
    }),
    behaviour: {
      authorization: (proper, record) => {
        const page = asksFirst().authorization?.(proper, record) ?? null;
        return page && { ...page, body: page.body?.replace('/silent-renewal.html', '/elsewhere.html') ?? '' };
      },
    },
  });
  await openForm(tab, app);
  const popup = await openPopup(tab);
  await allowAt(popup);

  await expectOutcomes(tab, 'redirect_uri_mismatch');
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(await inPage(tab, () => probe.auth.accessToken())).toBeNull();
});
