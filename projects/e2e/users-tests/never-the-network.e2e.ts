import { listenOnLoopback } from '../../sandbox/loopback-server.ts';
import { inPage } from '../engines/in-page.ts';
import { renew } from '../session/in-app.ts';
import { AUTH_SERVER, expect, test as base } from './test.ts';

/** Here there is a server at the issuer, which writes down what it is asked. */
const test = base.extend<{ real: { readonly url: string; readonly asked: readonly string[] } }>({
  real: async ({}, use) => {
    const asked: string[] = [];
    const server = await listenOnLoopback(0, () => ({ url: path }, response) => {
      asked.push(path ?? '');
      response.end();
    });
    await use({ url: server.url, asked });
    await server.close();
  },
  authServerOptions: async ({ real }, use) => {
    await use({ ...AUTH_SERVER, issuer: real.url });
  },
  appSettings: async ({ real }, use) => {
    await use({ renewal: {}, config: { issuer: real.url } });
  },
});

test('a server that is there is asked nothing: by pages, frames, popups and scripts', async ({ page, real }) => {
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  expect(await renew(page)).toEqual({ status: 'renewed' });
  await inPage(page, () => probe.preparePopup());
  const opened = page.waitForEvent('popup');
  await inPage(page, () => void probe.auth.login({ window: 'popup', prompt: 'login' }));
  await (await opened).getByRole('button', { name: 'Sign in' }).click();
  await expect.poll(() => page.context().pages().length).toBe(1);
  await inPage(page, () => void probe.auth.logout({ revoke: true }));
  await expect(page).toHaveURL('/');
  expect(real.asked).toEqual([]);
});

test('a service worker, which Playwright would not route, does not start', async ({ page }) => {
  await page.goto('/');
  const registrations = await inPage(page, async () => {
    await navigator.serviceWorker.register('/silent-renewal.js').catch(() => {});
    return (await navigator.serviceWorker.getRegistrations()).length;
  });
  expect(registrations).toBe(0);
});

test('a browser context that the test opens, and tells the server nothing of, asks no other server', async ({
  page,
  browser,
  baseURL,
  real,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const another = await context.newPage();
  for (const each of [another, page]) {
    await each.goto('/secret');
    await expect(each.locator('main')).toHaveText('secret page');
  }
  await context.close();
  expect(real.asked).toEqual([]);
});
