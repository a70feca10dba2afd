import { expect } from '@playwright/test';
import { storedSessions } from '../session-storage.ts';
import { noteAddresses, openOffers, openSecret, test } from './stage.ts';

for (const isConfiguredLater of [false, true]) {
  const when = isConfiguredLater ? ', configured at run time' : '';

  test(`R49 each server signs in to its own pages, and each API gets the token of its own${when}`, async ({
    page,
    setUp,
  }) => {
    const stage = await setUp({ isConfiguredLater });
    const { app, own, partner } = stage;
    await openOffers(page, stage);
    await expect(page).toHaveURL(`${app}/partner/offers?year=2026#summary`);
    expect(await page.evaluate(() => probe.state().status)).toBe('signed-out');
    const fromPartnerPages = (url: string) => page.evaluate((target) => globalThis.partner.get(target), url);
    expect(await fromPartnerPages(`${partner.api}/timesheets`)).toBe(200);
    expect(await fromPartnerPages(`${own.api}/timesheets`)).toBe(401);

    await openSecret(page, stage);
    await page.evaluate(() => probe.navigate('/partner/offers'));
    expect(await page.evaluate(() => [probe.state().status, globalThis.partner.state().status])).toEqual([
      'signed-in',
      'signed-in',
    ]);
    // Requests of the partner's pages pass the app's own interceptors as well.
    expect(await fromPartnerPages(`${own.api}/timesheets`)).toBe(200);
    expect(await fromPartnerPages(`${partner.api}/timesheets`)).toBe(200);
    expect(await page.evaluate((url) => probe.get(url), `${partner.api}/timesheets`)).toBe(401);
    expect([own.record.to('authorize').length, partner.record.to('authorize').length]).toEqual([1, 1]);
  });

  test(`R54 signing out of one server leaves the other alone, in this tab and in others${when}`, async ({
    page,
    setUp,
  }) => {
    const stage = await setUp({ isConfiguredLater });
    await openSecret(page, stage);
    await openOffers(page, stage);
    const another = await page.context().newPage();
    await openOffers(another, stage);
    await page.evaluate(() => globalThis.partner.auth.logout({ scope: 'local' }));

    await another.waitForFunction(() => globalThis.partner.state().status === 'signed-out');
    expect(await page.evaluate(() => [probe.state().status, globalThis.partner.state().status])).toEqual([
      'signed-in',
      'signed-out',
    ]);
    expect(await storedSessions(page)).toEqual([`ngx-implicit-auth ${stage.own.url} shop session`]);
  });

  test(`A3 a response of one server is refused at the callback of the other, and signs in to neither${when}`, async ({
    page,
    setUp,
  }) => {
    const stage = await setUp({ isConfiguredLater });
    stage.partner.behave({
      authorization: (proper) =>
        proper && {
          ...proper,
          headers: { Location: String(proper.headers?.['Location']).replace('partner/', 'auth/') },
        },
    });
    await page.goto(`${stage.app}/partner/offers`, { waitUntil: 'commit' });
    await page.waitForFunction(() => 'probe' in globalThis && probe.state().status === 'failed');

    expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
    expect(page.url()).toBe(`${stage.app}/auth/callback`);
    expect(await storedSessions(page)).toEqual([]);
  });

  test(`A3 R17 a response that names the other server is refused${when}`, async ({ page, setUp }) => {
    const stage = await setUp({ isConfiguredLater });
    stage.partner.behave({ response: (proper) => ({ ...proper, iss: stage.own.url }) });
    await page.goto(`${stage.app}/partner/offers`, { waitUntil: 'commit' });
    await page.waitForFunction(() => 'partner' in globalThis && globalThis.partner.state().status === 'failed');

    expect(await page.evaluate(() => globalThis.partner.state())).toEqual({
      status: 'failed',
      code: 'response_issuer_mismatch',
    });
    expect(await storedSessions(page)).toEqual([]);
  });
}

test('R28 A6 the response to pages that are loaded later is taken out of the address bar, and never put back', async ({
  page,
  setUp,
}) => {
  const stage = await setUp();
  const addresses = await noteAddresses(page);
  await openOffers(page, stage);

  expect(addresses.join(' ')).toContain('/partner/callback');
  expect(addresses.join(' ')).not.toContain('access_token');
  const entries = await page.evaluate(() => history.length);
  await page.reload();
  await page.locator('main', { hasText: 'offers page' }).waitFor();
  expect(await page.evaluate(() => history.length)).toBe(entries);
  expect(stage.partner.record.to('authorize')).toHaveLength(1);
});
