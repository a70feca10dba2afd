import { expect as playwrightExpect } from '@playwright/test';
import { signInAs } from './sign-in-as.mjs';

const expect = playwrightExpect.configure({ timeout: 15_000 });

/** What the callback page says: the words of the app's own templates in one app, the library's in the other. */
const words = {
  'ng-module': { busy: 'One moment, please', denied: 'It did not work: access_denied', retry: 'Once more' },
  standalone: { busy: 'Signing in…', denied: 'Sign-in failed', retry: 'Try again' },
};

const deepLink = '/timesheets?week=47#friday';

/**
 * What a person does in every app, in this order and in one tab: each step finds the page as the one before has left
 * it.
 *
 * A step gets the tab, the addresses of the app and of the server, and which of the `words` the callback page has.
 */
export const journey = [
  {
    does: 'signs in from a deep link and reads the API’s answer',
    async act({ page, app, server, speaks }) {
      await page.goto(app + deepLink);
      await signInAs('alice', 'correct-horse-1', page, server);
      await expect(page.getByRole('heading', { name: 'Allow Timesheets?' })).toBeVisible();
      const letVerifierPass = await holdVerifier(page, app);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await expect(page.getByText(words[speaks].busy)).toBeVisible();
      await letVerifierPass();
      await expect(page).toHaveURL(app + deepLink);
      await expect(page.getByText('Signed in as Alice Martin')).toBeVisible();
      await expect(page.getByRole('listitem').filter({ hasText: 'Customer portal' })).toHaveCount(2);
    },
  },
  {
    does: 'stays signed in over a reload',
    async act({ page, app }) {
      await page.reload();
      await expect(page).toHaveURL(app + deepLink);
      await expect(page.getByRole('listitem').filter({ hasText: 'Customer portal' })).toHaveCount(2);
    },
  },
  {
    does: 'signs out, of the server as well',
    async act({ page, app, server }) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page).toHaveURL(`${app}/`);
      await expect(page.getByText('Nobody is signed in')).toBeVisible();
      await page.goto(app + deepLink);
      await expect(page.getByLabel('Username')).toBeVisible();
      expect(new URL(page.url()).origin).toBe(server);
    },
  },
  {
    does: 'denies access, is told so, and tries again',
    async act({ page, app, server, speaks }) {
      await signInAs('bob', 'correct-horse-2', page, server);
      await page.getByRole('button', { name: 'Deny' }).click();
      await expect(page.getByText(words[speaks].denied)).toBeVisible();
      expect(page.url()).toBe(`${app}/auth/callback`);
      await page.getByRole('button', { name: words[speaks].retry }).click();
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await expect(page).toHaveURL(app + deepLink);
      await expect(page.getByText('Signed in as Bob Keller')).toBeVisible();
    },
  },
];

/** Stands in the script that verifies id_tokens: jose's code for a wrong signature. */
const OF_VERIFIER = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED';

/**
 * Holds back the script that verifies the id_token, so that a step can see what the page shows meanwhile. Answers the
 * function that lets it pass.
 */
async function holdVerifier(page, app) {
  let letPass;
  const passing = new Promise((resolve) => (letPass = resolve));
  const isScript = ({ origin, pathname }) => origin === app && pathname.endsWith('.js');
  await page.route(isScript, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body.includes(OF_VERIFIER)) await passing;
    await route.fulfill({ response, body });
  });
  return async () => {
    letPass();
    await page.unrouteAll({ behavior: 'wait' });
  };
}
