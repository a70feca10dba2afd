import { expect } from '@playwright/test';
import type { Behaviour } from '../conformance/behaviour.ts';
import { test } from '../conformance/stage.ts';
import { renew } from '../session/in-app.ts';

/** Who has forgotten the password is sent back to begin another policy. */
const PASSWORD_FORGOTTEN: Behaviour = {
  response: (proper, record) =>
    record.latest()?.query.get('p') === 'sign-in'
      ? { error: 'access_denied', error_description: 'AADB2C90118: forgotten', state: proper['state'] ?? '' }
      : proper,
};

test('a server whose policies are a parameter is asked for another one by a single sign-in, and by renewals for the first', async ({
  page,
  setUp,
}) => {
  const stage = await setUp('id_token token', PASSWORD_FORGOTTEN, ({ url }) => ({
    parameters: { p: 'sign-in' },
    server: { authorizationEndpoint: `${url}/authorize`, jwksUri: `${url}/keys`, userInfoEndpoint: `${url}/userinfo` },
  }));
  expect((await stage.signIn()).state.status).toBe('failed');
  await page.evaluate(() => {
    probe.auth.state$.subscribe((state) => {
      if (state.status === 'failed' && state.error.server?.description?.startsWith('AADB2C90118')) {
        probe.auth.login({ parameters: { p: 'reset' }, returnTo: state.returnTo }).catch(() => {});
      }
    });
  });
  await expect(page.locator('main')).toHaveText('secret page');
  stage.server.behave({});
  expect(await renew(page)).toEqual({ status: 'renewed' });

  expect(stage.server.record.to('authorize').map(({ query }) => query.get('p'))).toEqual([
    'sign-in',
    'reset',
    'sign-in',
  ]);
});
