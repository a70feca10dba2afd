import { openApp } from '../../attacks/sign-in.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { test as base, expect } from '../../engines/test.ts';
import { serveProbe } from '../../probe-app.ts';
import { expectNoFrames, renew, sessionIn } from '../../session/in-app.ts';
import { expectFormIntact, expectOutcomes, openForm, openPopup } from '../../session/popup.ts';
import type { ProbeSettings } from '../../../probe/src/settings.ts';
import { startAnswering, type Answering } from '../answering-server.ts';

interface Options {
  readonly responseType?: 'code' | undefined;
  readonly renewal?: ProbeSettings['renewal'];
  /** Whether the server knows the person; `true` by default. */
  readonly isSignedIn?: boolean;
}

type Start = (options?: Options) => Promise<Answering>;

/**
 * Playwright routes requests in its own builds of Firefox and WebKit, which are not here. So what the fixture would
 * answer comes from a port of this machine, in the form that needs least of a browser: pages in place of redirects.
 */
const test = base.extend<{ start: Start }>({
  start: async ({ started }, use) => {
    await use(async ({ responseType, renewal, isSignedIn = true } = {}) => {
      const server = started(await startAnswering());
      const config = { issuer: server.url, clientId: 'timesheets-spa', ...(responseType && { responseType }) };
      const app = started(await serveProbe(() => ({ config, ...(renewal && { renewal }) })));
      return server.answerFor(app.url, isSignedIn);
    });
  },
});

for (const responseType of [undefined, 'code'] as const) {
  test(`a guarded page signs in by ${responseType ?? 'tokens'}, and a sign-out leads to the server and back`, async ({
    tab,
    start,
  }) => {
    const { app, problems } = await start({ responseType });
    await tab.goto(`${app}/secret`);
    await until(tab, () => document.querySelector('main')?.textContent.trim() === 'secret page');
    expect((await sessionIn(tab)).claims).toMatchObject({ sub: 'alice', name: 'Alice' });

    await inPage(tab, () => void probe.auth.logout());
    await until(tab, () => location.pathname === '/' && probe.state().status === 'signed-out');
    await openApp(tab, app);
    await inPage(tab, () => void probe.auth.login());
    await until(tab, () => document.title === 'Sign in');
    await tab.click('button');
    await until(tab, () => probe.state().status === 'signed-in');
    expect(problems).toEqual([]);
  });
}

test('a hidden frame renews, and is gone', async ({ tab, start }) => {
  const { app, problems } = await start({ renewal: {} });
  await tab.goto(`${app}/secret`);
  await until(tab, () => probe.state().status === 'signed-in');
  const before = await sessionIn(tab);

  expect(await renew(tab)).toEqual({ status: 'renewed' });
  expect((await sessionIn(tab)).accessToken).not.toBe(before.accessToken);
  await expectNoFrames(tab);
  expect(problems).toEqual([]);
});

test('a popup signs in, and the page stays', async ({ tab, start }) => {
  const { app, problems } = await start({ isSignedIn: false });
  await openForm(tab, app);
  const popup = await openPopup(tab);
  await until(popup, () => document.title === 'Sign in');
  await popup.click('button');
  await expectOutcomes(tab, 'done');
  await expectFormIntact(tab, app);
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(problems).toEqual([]);
});
