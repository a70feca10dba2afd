import type { ConsoleMessage } from '@playwright/test';
import { ALICE, logIn } from '../test.ts';
import { expect, forgetSession, signIn, test } from './stage.ts';

const MODES = ['prerendered', 'rendered', 'client'] as const;

/** The guarded pages that Alice may see. The last is the one for which she has to have signed in a moment ago. */
const GUARDED = [
  'guarded',
  'guarded-by-class',
  'guarded-twice',
  'matched',
  'scoped',
  'area',
  'access',
  'step-up',
] as const;

/** The page that Alice has no scope for. */
const NOT_ALLOWED = 'not-allowed';

/** What Alice sees in the end. */
function textOf(path: string): string {
  if (path === 'public') return 'public page';
  if (path === NOT_ALLOWED) return 'Not allowed';
  return `${path === 'area' ? 'Area: ' : ''}secret page, asked by somebody`;
}

/** In dev mode, Angular says when it has hydrated a page. */
function isAboutHydration(message: ConsoleMessage): boolean {
  return message.text().startsWith('Angular hydrated');
}

for (const mode of MODES) {
  test(`${mode}: of a guarded page, the server sends the app without that page`, async ({ request, stage }) => {
    for (const path of [...GUARDED, NOT_ALLOWED, 'login']) {
      const response = await request.get(`${stage.app}/${mode}/${path}`, { maxRedirects: 0 });
      expect([path, response.status()]).toEqual([path, 200]);
      const html = await response.text();
      expect(html).not.toMatch(/secret|Area|Not allowed|asked by/);
      expect(html).toContain(mode === 'client' ? '<ssr-root></ssr-root>' : '<p id="status">starting</p>');
    }
  });

  test(`${mode}: whoever is signed in sees each page when it is opened and reloaded, and no other for a moment`, async ({
    stage,
  }) => {
    const { page, app, shown } = stage;
    await signIn(stage, `/${mode}/step-up`);
    for (const path of [...GUARDED, NOT_ALLOWED, 'public']) {
      const main = textOf(path);
      shown.length = 0;
      for (const open of [() => page.goto(`${app}/${mode}/${path}`), () => page.reload()]) {
        const hydrated = mode !== 'client' && page.waitForEvent('console', isAboutHydration);
        expect((await open())?.status()).toBe(200);
        await expect(page.locator('main')).toHaveText(main);
        await expect(page).toHaveURL(`${app}/${mode}/${path}`);
        await hydrated;
      }
      await expect.poll(() => shown.at(-1)).toEqual({ nav: 'GuardedSign out', main });
      // The page comes piece by piece, and nothing else does.
      expect(shown.filter((text) => !main.startsWith(text.main.trim()) || text.nav.includes('Sign in'))).toEqual([]);
    }
  });

  test(`${mode}: whoever is signed out is sent from each guarded page to the server, and sees none for a moment`, async ({
    stage: { page, app, issuer, shown },
  }) => {
    for (const path of [...GUARDED, NOT_ALLOWED]) {
      await page.goto(`${app}/${mode}/${path}`, { waitUntil: 'commit' });
      await expect(page.getByLabel('Username')).toBeVisible();
      expect(new URL(page.url()).origin).toBe(issuer);
      await page.goto(`${app}/silent-renewal.html`);
      await forgetSession(page);
    }
    expect(shown.filter(({ main }) => main)).toEqual([]);
  });

  test(`${mode}: whoever signs in comes back to the very page, and goes back from it to the one before`, async ({
    stage,
  }) => {
    const { page, app } = stage;
    await page.goto(`${app}/${mode}/public`);
    await signIn(stage, `/${mode}/guarded?week=47#friday`);
    for (const path of [...GUARDED, NOT_ALLOWED]) {
      await forgetSession(page);
      await page.goto(`${app}/${mode}/${path}?week=47#friday`, { waitUntil: 'commit' });
      await expect(page.locator('main')).toHaveText(textOf(path));
      await expect(page).toHaveURL(`${app}/${mode}/${path}?week=47#friday`);
    }
    await page.goBack();
    await expect(page.locator('main')).toHaveText(textOf('step-up'));
  });

  test(`R62 ${mode}: a login that the server initiates is left to the browser`, async ({
    stage: { page, app, issuer },
  }) => {
    const login = (parameters: Readonly<Record<string, string>>) =>
      page.goto(`${app}/${mode}/login?${new URLSearchParams(parameters)}`, { waitUntil: 'commit' });
    await login({ iss: 'https://evil.example' });
    await expect(page.getByRole('alert')).toContainText('Sign-in failed');
    await login({ iss: `${issuer}/`, target_link_uri: `${app}/${mode}/matched` });
    await logIn(page, ALICE);
    await expect(page.locator('main')).toHaveText('secret page, asked by somebody');
    await expect(page).toHaveURL(`${app}/${mode}/matched`);
  });

  test(`R56 ${mode}: a server that has the person signed out loads a page that the app's server knows`, async ({
    context,
    stage,
  }) => {
    await signIn(stage, `/${mode}/guarded`);
    const frame = await context.newPage();
    await frame.addInitScript(`globalThis.ssrSettings = { issuer: '${stage.issuer}/' }`);
    await frame.goto(`${stage.app}/${mode}/signed-out`);
    await expect(frame.locator('main')).toHaveText('public page');
    await expect(stage.page.locator('#status')).toHaveText('signed-out');
  });
}
