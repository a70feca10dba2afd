import { storedSession, statusOf } from '../session/in-app.ts';
import { expect, signIn, test } from '../session/test.ts';

test('R53 R55 a server that wants the page to come back to as logout_uri brings the person to the one that the sign-out names', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({
    behaviour: { postLogoutRedirectParameter: () => 'logout_uri' },
    config: { postLogoutRedirectParameter: 'logout_uri', logoutParameters: { ui_locales: 'de', logout_hint: 'alice' } },
  });
  await signIn(page, app);
  await page.evaluate(
    () => void probe.auth.logout({ postLogoutRedirectUri: 'partner?from=menu', parameters: { ui_locales: 'fr' } }),
  );

  await expect(page).toHaveURL(`${app}/partner?from=menu`);
  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await storedSession(page)).toBeNull();
  const [request, ...others] = server.record.to('end-session');
  expect(others).toEqual([]);
  expect(Object.fromEntries(request?.query ?? [])).toEqual({
    client_id: expect.stringMatching(/./),
    logout_uri: `${app}/partner?from=menu`,
    state: expect.stringMatching(/^signed-out\.[\w-]{43}$/),
    ui_locales: 'fr',
    logout_hint: 'alice',
    id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  });
});

test('R53 R54 a sign-out whose parameters would override the library’s own leaves the page for nothing, and nobody signed in', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer();
  await signIn(page, app);
  const code = await page.evaluate(() =>
    probe.auth
      .logout({ parameters: { client_id: 'another' } })
      .catch((error: unknown) => (error as { code: string }).code),
  );

  expect(code).toBe('request_invalid');
  expect(await statusOf(page)).toBe('signed-out');
  expect(server.record.to('end-session')).toEqual([]);
});
