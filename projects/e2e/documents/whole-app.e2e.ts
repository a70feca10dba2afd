import type { Page } from '@playwright/test';
import { startWitness } from '../attacks/witness.ts';
import { startMisbehavingServer } from '../conformance/misbehaving-server.ts';
import { ALICE, logIn, signInAtServer } from '../test.ts';
import { expect, openGuarded, test } from './test.ts';

/** Takes note of each page of the app that is shown from now on, by the names of their components. */
async function notePages(page: Page): Promise<readonly string[]> {
  const shown: string[] = [];
  await page.exposeFunction('notePage', (name: string) => shown.push(name));
  await page.addInitScript(() => {
    const note = (globalThis as unknown as { notePage: (name: string) => void }).notePage;
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node instanceof HTMLElement && /^APP-(?!ROOT)/.test(node.tagName)) note(node.tagName.toLowerCase());
      }
    }).observe(document, { childList: true, subtree: true });
  });
  return shown;
}

for (const name of ['whole-app', 'signed-in-first'] as const) {
  test(`${name}: nothing is shown before somebody is signed in, and one request brings them to the page they wanted`, async ({
    page,
    run,
    complaints,
  }) => {
    const stage = await run(name);
    const shown = await notePages(page);
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(`${stage.issuer}/auth?`)) requests.push(request.url());
    });
    await openGuarded(page, stage, '/timesheets?week=47#friday');
    expect([shown, requests.length]).toEqual([[], 1]);
    await signInAtServer(page, ALICE);
    await expect(page.getByText(/\d entries/)).toBeVisible();
    expect(page.url()).toBe(`${stage.app}/timesheets?week=47#friday`);
    expect([shown, requests.length]).toEqual([['app-timesheets'], 1]);

    await page.goto(`${stage.app}/nowhere`);
    await expect(page.getByText('There is no such page')).toBeVisible();
    await page.getByRole('link', { name: 'Home' }).click();
    await expect(page.getByRole('main')).toHaveText('Home');
    expect(requests).toHaveLength(1);

    // The page to come back to after a sign-out is guarded as well.
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(shown).toEqual(['app-timesheets', 'app-not-found', 'app-home']);
    expect(complaints).toEqual([]);
  });

  test(`${name}: a sign-in that is refused is shown, with a button for another try`, async ({ page, run }) => {
    const stage = await run(name);
    await openGuarded(page, stage, '/timesheets?week=47#friday');
    await logIn(page, ALICE);
    await page.getByRole('button', { name: 'Deny' }).click();
    await expect(page.getByText('Sign-in failed')).toBeVisible();
    expect(page.url()).toBe(`${stage.app}/auth/callback`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByText(/\d entries/)).toBeVisible();
    expect(page.url()).toBe(`${stage.app}/timesheets?week=47#friday`);
  });

  test(`${name}: a server that is down is told of, with a button for another try`, async ({ page, serve, started }) => {
    const down = await startMisbehavingServer();
    const app = await serve(name, { issuer: down.url, api: down.api });
    const shown = await notePages(page);
    await down.close();
    await page.goto(`${app}/timesheets?week=47#friday`);
    await expect(page.getByText('Sign-in failed')).toBeVisible();
    expect(shown).toEqual([]);
    started(await startMisbehavingServer({}, Number(new URL(down.url).port)));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('entries')).toBeVisible();
    expect(page.url()).toBe(`${app}/timesheets?week=47#friday`);
  });
}

test('whole-app: in a frame of another site, the browser shows that the server refuses, and the app is gone', async ({
  page,
  context,
  run,
  started,
  complaints,
}) => {
  const stage = await run('whole-app');
  const tab = await context.newPage();
  await openGuarded(tab, stage, '/');
  await signInAtServer(tab, ALICE);
  await expect(tab.getByRole('main')).toHaveText('Home');

  const portal = started(await startWitness(() => ({ body: `<iframe src="${stage.app}"></iframe>` })));
  const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(stage.issuer));
  await page.goto(portal.url.replace('localhost', '127.0.0.1'));
  expect((await refused).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_RESPONSE');
  await expect
    .poll(() => page.frames().map((frame) => frame.url()))
    .toContainEqual(expect.stringMatching(/^chrome-error:/));
  expect(complaints).toContainEqual(expect.stringMatching(/^Framing .*"frame-ancestors 'none'"/));
  // A tab of its own is not concerned.
  await tab.reload();
  await expect(tab.getByRole('main')).toHaveText('Home');
});
