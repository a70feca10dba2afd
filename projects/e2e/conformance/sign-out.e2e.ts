import { expect } from '@playwright/test';
import type { Behaviour } from './behaviour.ts';
import { conformanceTests, type ConformanceCase } from './conformance.ts';
import type { Outcome } from './relying-party.ts';
import { test, type Stage } from './stage.ts';

/** Signs out, and expects to be back as nobody, whatever the server has added to the way back. */
function signsOut(addedToUrl: string) {
  return async (stage: Stage, { state }: Outcome): Promise<void> => {
    const { page, app, server } = stage;
    await stage.signOut('everywhere');
    await expect(page).toHaveURL(`${app}/${addedToUrl}`);
    await expect(page.locator('main')).toHaveText('public page');
    await expect(page.locator('#status')).toHaveText('signed-out');
    expect(await stage.storedSessions()).toEqual([]);
    expect(await page.pageErrors()).toEqual([]);

    const [request, ...others] = server.record.to('end-session');
    expect(others).toEqual([]);
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      id_token_hint: state.status === 'signed-in' && state.session.idToken,
      client_id: 'relying-party',
      post_logout_redirect_uri: `${app}/`,
      state: expect.stringMatching(/[\w-]{22,}$/),
    });
  };
}

const CASES: readonly (readonly [
  name: ConformanceCase['name'],
  rules: string,
  behaviour: Behaviour,
  addedToUrl: string,
])[] = [
  ['logout', 'R53 R54', {}, ''],
  ['logout with other state', 'R55', { signedOut: () => ({ state: 'of-another' }) }, '?state=of-another'],
  ['logout with none', 'R55', { signedOut: () => ({}) }, ''],
];

test.describe('R53 R54 R55 sign-out', () => {
  conformanceTests(
    CASES.map(([name, rules, behaviour, addedToUrl]) => ({
      name,
      rules,
      behaviour,
      outcome: 'accepted',
      also: signsOut(addedToUrl),
    })),
  );
});
