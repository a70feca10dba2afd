import { findViolations } from '../journeys/find-violations.ts';
import { expect, test } from './test.ts';

test('the app that the documents show as several-languages says the same in another language, at once', async ({
  page,
  serve,
  complaints,
}) => {
  const app = await serve('several-languages', { issuer: 'https://id.example.com', api: 'https://api.example.com' });
  await page.goto(`${app}/auth/callback`);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Not signed in');
  for (const [language, title, words] of [
    ['nl', 'Niet aangemeld', 'Hier wacht geen aanmelding. U kunt er een beginnen.'],
    ['es', 'Sesión no iniciada', 'Aquí no hay ningún inicio de sesión pendiente. Puede empezar uno.'],
    ['en', 'Not signed in', 'No sign-in waits here. You can start one.'],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click();
    await expect(heading).toHaveText(title);
    await expect(page.getByRole('alert').locator(`> [lang=${language}]`)).toHaveText([title, words]);
    await expect(page.locator('auth-callback [lang]').and(page.locator(`:not([lang=${language}])`))).toHaveCount(0);
  }
  expect(await findViolations(page, 'auth-callback')).toEqual([]);
  expect(complaints).toEqual([]);
});
