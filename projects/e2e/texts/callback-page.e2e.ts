import type { Page } from '@playwright/test';
import type { Behaviour } from '../conformance/behaviour.ts';
import { findViolations } from '../journeys/find-violations.ts';
import { expect, test } from '../session/test.ts';

const DENIES: Behaviour = { response: ({ state = '' }) => ({ error: 'access_denied', state }) };

/** What a person sees in the page, each text with the language that it is marked with. */
function shown(page: Page): Promise<(readonly [text: string | null, lang: string])[]> {
  return page
    .locator('auth-callback :is(h1, a, button, p:not(:has(*)))')
    .evaluateAll((elements) =>
      (elements as HTMLElement[]).map(({ textContent, lang }) => [textContent, lang] as const),
    );
}

for (const [language, lang, heading, words, retry, home] of [
  [
    undefined,
    'en',
    'Sign-in failed',
    'Access was refused. Try again, or ask whoever runs this app for access.',
    'Try again',
    'Go to the start page',
  ],
  [
    'german',
    'de',
    'Anmeldung fehlgeschlagen',
    'Der Zugriff wurde verweigert. Versuchen Sie es noch einmal oder bitten Sie den Betreiber dieser Anwendung um Zugriff.',
    'Noch einmal versuchen',
    'Zur Startseite',
  ],
  [
    'french',
    'fr',
    'Échec de la connexion',
    'L’accès a été refusé. Réessayez, ou demandez l’accès au responsable de cette application.',
    'Réessayer',
    'Aller à la page d’accueil',
  ],
  [
    'spanish',
    'es',
    'No se pudo iniciar sesión',
    'Se denegó el acceso. Inténtelo de nuevo o solicite acceso al responsable de esta aplicación.',
    'Intentar de nuevo',
    'Ir a la página de inicio',
  ],
] as const) {
  test(`R19 a refusal is told in the language of the app, which screen readers are told of (${lang})`, async ({
    page,
    withServer,
  }) => {
    const { app } = await withServer({ behaviour: DENIES, ...(language && { language }) });
    await page.goto(`${app}/secret`);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();

    expect(await shown(page)).toEqual([heading, words, retry, home].map((text) => [text, lang]));
    expect(await findViolations(page, 'auth-callback')).toEqual([]);
    expect(await page.locator('auth-callback').ariaSnapshot()).toBe(
      [
        '- status',
        '- alert:',
        `  - heading "${heading}" [level=1]`,
        `  - paragraph: ${words}`,
        '- paragraph:',
        `  - button "${retry}"`,
        `  - link "${home}":`,
        '    - /url: http://localhost/',
      ]
        .join('\n')
        .replace('http://localhost/', `${app}/`),
    );
  });
}

test('from a refusal, the keyboard leads to another try, and home without a page load', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: DENIES });
  await page.goto(`${app}/secret`);
  await expect(page.getByRole('alert')).toContainText('Access was refused.');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Go to the start page' })).toBeFocused();
  await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toHaveText('public page');
  expect(page.url()).toBe(`${app}/`);
  expect(await page.evaluate('globalThis.isTheSame')).toBe(true);

  server.behave({});
  await page.goBack();
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(page.locator('main')).toHaveText('secret page');
});

test('while the answer is checked, the page says so, and offers nothing', async ({ page, withServer }) => {
  const { app } = await withServer({
    behaviour: { tokenReply: () => null },
    config: { responseType: 'code' },
    language: 'german',
  });
  await page.goto(`${app}/secret`);
  await expect(page.getByRole('status')).toContainText('Einen Moment, bitte.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Anmeldung läuft\s…$/);
  await expect(page.locator('auth-callback').locator('a, button')).toHaveCount(0);
  expect(await findViolations(page, 'auth-callback')).toEqual([]);
});

test('opened from a bookmark, the page offers to sign in, and the way home', async ({ page, withServer }) => {
  const { app } = await withServer({ language: 'german' });
  await page.goto(`${app}/auth/callback`);
  await expect(page.getByRole('heading', { level: 1, name: 'Nicht angemeldet' })).toBeVisible();
  await page.getByRole('link', { name: 'Zur Startseite' }).click();
  await expect(page.locator('main')).toHaveText('public page');
  await page.goBack();
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.locator('#status')).toHaveText('signed-in');

  await page.goto(`${app}/auth/callback`);
  await expect(page.getByRole('heading', { level: 1, name: 'Angemeldet' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zur Startseite' })).toBeVisible();
  expect(await findViolations(page, 'auth-callback')).toEqual([]);
});

test('where the page has no AuthCallback, the notice speaks the language of the app', async ({ page, withServer }) => {
  const { app } = await withServer({ behaviour: { discovery: () => ({ status: 500 }) }, language: 'spanish' });
  await page.goto(app);
  await page.evaluate(() => void probe.auth.login().catch(() => {}));
  const alert = page.getByRole('alert');
  await expect(alert.locator('> [lang=es]')).toHaveText([
    'No se pudo iniciar sesión',
    /^El servicio de inicio de sesión/,
  ]);
  await page.getByRole('button', { name: 'Cerrar' }).click();
  await expect(alert).toHaveCount(0);
});
