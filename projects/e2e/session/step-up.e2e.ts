import { expect } from '@playwright/test';
import { test } from '../conformance/stage.ts';

const CHALLENGE = {
  'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="600"',
  'Access-Control-Expose-Headers': 'WWW-Authenticate',
};

test('R37 R38 an API that asks for another authentication gets it, and the person is back at the page (RFC 9470)', async ({
  setUp,
}) => {
  const stage = await setUp('id_token token', {
    claims: (proper, record) =>
      record.to('authorize').at(-1)?.query.has('acr_values')
        ? { ...proper, acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) }
        : proper,
    timesheets: (proper, record) =>
      record.to('authorize').some(({ query }) => query.has('acr_values'))
        ? proper
        : { status: 401, headers: CHALLENGE },
  });
  const { page, server } = stage;
  await stage.signIn();
  await page.evaluate((url) => {
    // Not awaited: the page goes.
    void probe.get(url);
  }, `${server.api}/timesheets`);
  await expect.poll(() => server.record.to('authorize').length).toBe(2);
  await expect(page).toHaveURL(`${stage.app}/secret`);
  await expect(page.locator('main')).toContainText('secret page');

  const [, { query } = { query: new URLSearchParams() }] = server.record.to('authorize');
  expect([query.get('acr_values'), query.get('max_age')]).toEqual(['mfa', '600']);
  expect(await stage.get(`${server.api}/timesheets`)).toBe(200);
});

test('an API that asks for what the session has already gets an error, not a loop (RFC 9470)', async ({ setUp }) => {
  const stage = await setUp('id_token token', {
    claims: (proper) => ({ ...proper, acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) }),
    timesheets: () => ({ status: 401, headers: CHALLENGE }),
  });
  await stage.signIn();

  expect(await stage.get(`${stage.server.api}/timesheets`)).toBe(401);
  expect(stage.server.record.to('authorize')).toHaveLength(1);
});
