import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { chooseSettings, complaintsOf, expect, signIn, test } from './stage.ts';
import { serveRendered } from './serve-rendered.ts';

/** Waits until the server's frame has been asked five times more. */
async function untilAskedAgain({ record }: MisbehavingServer): Promise<void> {
  const before = record.to('session-check').length;
  await expect.poll(() => record.to('session-check').length).toBeGreaterThanOrEqual(before + 5);
}

for (const [build, path] of [
  ['ssr', '/'],
  ['ssr', '/rendered/public'],
  ['ssr-zone', '/'],
  ['ssr-zone', '/rendered/public'],
] as const) {
  test(`${build}: ${path} is hydrated with all features on, and shows the session that only the browser knows`, async ({
    page,
    request,
    started,
  }) => {
    const { url: app } = started(await serveRendered(build));
    const server = started(await startMisbehavingServer());
    const complaints = complaintsOf(page, app);
    await chooseSettings(page, { issuer: server.url, allFeatures: true });
    const html = await (await request.get(app + path)).text();
    expect(html).toContain('<p id="status">starting</p><p id="starting">');
    expect(html).toContain('public page');
    expect(server.record.to('openid-configuration')).toEqual([]);

    await page.goto(`${app}/rendered/guarded`);
    await expect(page.locator('main')).toHaveText('secret page, asked by somebody');
    await page.addInitScript(() => {
      // Before any script of the page runs.
      document.addEventListener(
        'readystatechange',
        () => {
          const rendered = ['#status', '#starting', 'ssr-public'].map((selector) => document.querySelector(selector));
          Object.assign(globalThis, { rendered });
        },
        { once: true },
      );
    });
    await page.goto(app + path);
    await expect(page.locator('#status')).toHaveText('signed-in');
    // Angular takes away what it has no use for once the app is stable.
    await expect(page.locator('#starting')).toHaveCount(0);

    expect(await page.evaluate<boolean[]>('rendered.map((node) => node.isConnected)')).toEqual([true, false, true]);
    await expect(page.locator('#status, ssr-public')).toHaveCount(2);
    await untilAskedAgain(server);
    expect(server.record.to('authorize')).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
}

test('a request on the server has no token, and its answer is not taken for that of the person', async ({
  request,
  stage,
}) => {
  const { page, app } = stage;
  const url = `${app}/rendered/asking`;
  expect(await (await request.get(url)).text()).toContain('asked by nobody');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(url);
  await expect(page.locator('#status')).toHaveText('signed-out');
  await expect(page.locator('main')).toHaveText('asked by nobody');
  expect(asked).not.toContain('/api/whoami');

  await signIn(stage, '/rendered/guarded');
  await page.goto(url);
  await expect(page.locator('main')).toHaveText('asked by somebody');
});

test('a response that is refused is told by the page that was prerendered at the redirect URI', async ({
  stage: { page, app, shown },
}) => {
  await page.goto(`${app}/auth/callback#error=access_denied&state=x`);
  await expect(page.getByRole('alert')).toContainText('Sign-in failed');
  await expect(page.locator('main')).toContainText('end');
  expect(page.url()).toBe(`${app}/auth/callback`);
  await expect.poll(() => shown.at(-1)?.main).toContain('Sign-in failed');
  expect(shown.filter(({ main }) => main && !main.startsWith('callback'))).toEqual([]);
});

test('a page that there is not is not found', async ({ stage: { page, app } }) => {
  expect((await page.request.get(`${app}/nowhere`)).status()).toBe(404);
  expect((await page.request.get(`${app}/rendered/nowhere`)).status()).toBe(404);
});
