import { logIn, signIn, signInAtServer } from '../../attacks/sign-in.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { startProduct } from '../../product.ts';
import { sessionIn } from '../in-app.ts';
import { expect, test } from '../test.ts';

/** Waits until the page, or the inspector in it, shows a text. */
function untilShown(tab: Tab, text: string): Promise<void> {
  return until(
    tab,
    (shown) => {
      const inspector = document.querySelector('auth-inspector')?.shadowRoot?.querySelector<HTMLElement>('.inspector');
      return [document.body, inspector].some((part) => part?.innerText.includes(shown));
    },
    text,
  );
}

/** Clicks the first button or link with a text. */
function click(tab: Tab, text: string): Promise<void> {
  return inPage(
    tab,
    (wanted) => {
      const inspector = document.querySelector('auth-inspector')?.shadowRoot;
      const all = [document, inspector].flatMap((part) => [
        ...(part?.querySelectorAll<HTMLElement>('button, a') ?? []),
      ]);
      all.find(({ innerText }) => innerText.trim() === wanted)?.click();
    },
    text,
  );
}

test('R66 R71 R54 the demo signs in by a code, renews by the refresh token, and signs out at the server', async ({
  tab,
  started,
}) => {
  const { app, close } = await startProduct({ flow: 'code' });
  started({
    url: app,
    close: async () => {
      await close();
    },
  });
  await tab.goto(`${app}/timesheets?project=Website`);
  await signInAtServer(tab);
  await untilShown(tab, 'Your timesheets');
  expect(await inPage(tab, () => location.href)).toBe(`${app}/timesheets?project=Website`);

  await click(tab, 'Session');
  await untilShown(tab, 'Code + PKCE');
  await untilShown(tab, 'Not renewed yet');
  await click(tab, 'Renew now');
  await untilShown(tab, 'Renewed once');

  await click(tab, 'Sign out');
  await until(tab, (home) => location.href === home, `${app}/`);
  await untilShown(tab, 'Sign in');
  await tab.goto(`${app}/timesheets`);
  await until(tab, () => document.querySelector('#password') !== null);
});

test('R37 R66 a step-up by a code has the person log in again', async ({ tab, withSandbox }) => {
  const { app } = await withSandbox({ config: { responseType: 'code' } });
  await signIn(tab, app);
  const before = await sessionIn(tab);
  const startedAt = Math.floor(Date.now() / 1000);
  await inPage(tab, () => void probe.auth.login({ maxAgeSeconds: 0 }));
  await logIn(tab);
  await until(tab, (accessToken) => ![null, accessToken].includes(probe.auth.accessToken()), before.accessToken);

  const { claims } = await sessionIn(tab);
  expect(claims?.sub).toBe('alice');
  expect(claims?.auth_time).toBeGreaterThanOrEqual(startedAt);
});
