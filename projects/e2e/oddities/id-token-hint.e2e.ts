import type { Behaviour } from '../conformance/behaviour.ts';
import { outcomes, renew, sessionIn } from '../session/in-app.ts';
import { expect, signIn, test } from '../session/test.ts';

/** A silent request has to come with the id_token that was issued last. */
function demandsNewestHint(): Behaviour {
  const issued: string[] = [];
  return {
    idToken: (proper) => {
      issued.push(proper);
      return proper;
    },
    response: (proper, record) => {
      const { query } = record.to('authorize').at(-1) ?? {};
      // The last one is on its way with this very answer.
      const isRefused = query?.get('prompt') === 'none' && query.get('id_token_hint') !== issued.at(-2);
      if (isRefused) issued.pop();
      return isRefused ? { error: 'invalid_request', state: proper['state'] ?? '' } : proper;
    },
  };
}

test('R50 a server that wants the newest id_token as the hint gets it each time', async ({ page, withServer }) => {
  const { app, server } = await withServer({ behaviour: demandsNewestHint() });
  await signIn(page, app);
  for (const attempt of [1, 2, 3]) {
    const { idToken } = await sessionIn(page);
    expect(await renew(page), `attempt ${attempt}`).toEqual({ status: 'renewed' });
    expect(server.record.to('authorize').at(-1)?.query.get('id_token_hint')).toBe(idToken);
    expect((await sessionIn(page)).idToken).not.toBe(idToken);
  }
});

test('R50 R52 a server that refuses a silent sign-in without a hint by invalid_request is asked by a redirect', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ silentSignIn: true, behaviour: demandsNewestHint() });
  await page.goto(app);
  await expect(page.locator('#status')).toHaveText('signed-out');
  await expect(page.locator('main')).toHaveText('public page');
  expect(await outcomes(page)).toEqual(['refused']);

  await signIn(page, app);
  expect(server.record.to('authorize').at(-1)?.query.get('prompt')).toBeNull();
  expect(await renew(page)).toEqual({ status: 'renewed' });
});
