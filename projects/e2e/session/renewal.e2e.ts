import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { holdRequests } from './hold-requests.ts';
import {
  events,
  expectNoFrames,
  outcomes,
  queryOf,
  renew,
  watchRequestsTo,
  sessionIn,
  statusOf,
  storedSession,
  watchFrames,
} from './in-app.ts';
import { expect, test } from './test.ts';

test('R50 R51 a renewal at a real server asks the authorization endpoint once, and nothing else', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox();
  const frames = await watchFrames(page);
  await signIn(tabOf(page), app);
  const before = await sessionIn(page);
  const length = await page.evaluate(() => history.length);
  const requests = watchRequestsTo(page, issuer);

  expect(await renew(page)).toEqual({ status: 'renewed' });
  const after = await sessionIn(page);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.claims?.sub).toBe(before.claims?.sub);
  expect(requests.map((request) => new URL(request.url()).pathname)).toEqual(['/auth']);
  expect(Object.fromEntries(requests.flatMap((request) => [...queryOf(request)]))).toMatchObject({
    prompt: 'none',
    id_token_hint: before.idToken,
    redirect_uri: `${app}/silent-renewal.html`,
  });
  expect(await events(page)).toEqual(['renewal-ended']);
  expect(await frames()).toEqual([{ isVisible: false }]);
  await expectNoFrames(page);
  expect(page.url()).toBe(`${app}/`);
  expect(await page.evaluate(() => history.length)).toBe(length);
  // It is stored with the number of the last sign-out.
  expect(JSON.parse((await storedSession(page)) ?? '')).toEqual({ ...after, signOuts: 0 });
});

test('R50 R51 A16 a renewal comes before each deadline, with a state and a nonce of its own', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ accessTokenSeconds: 6 });
  await signIn(tabOf(page), app);
  const requests = watchRequestsTo(page, issuer);
  await expect.poll(async () => (await outcomes(page)).length).toBeGreaterThan(2);

  // A session whose deadline had passed would have said so.
  expect(new Set(await events(page))).toEqual(new Set(['renewal-ended']));
  expect(new Set(await outcomes(page))).toEqual(new Set(['renewed']));
  expect(new Set(requests.map((request) => new URL(request.url()).pathname))).toEqual(new Set(['/auth']));
  for (const parameter of ['state', 'nonce', 'id_token_hint']) {
    expect(new Set(requests.map((request) => queryOf(request).get(parameter))).size).toBe(requests.length);
  }
});

test('R52 ten renewals asked for at once are one request', async ({ page, withSandbox }) => {
  const { app, issuer } = await withSandbox();
  await signIn(tabOf(page), app);
  const requests = watchRequestsTo(page, issuer);
  const statuses = await page.evaluate(async () => {
    const renewals = await Promise.all(Array.from({ length: 10 }, () => probe.auth.renew()));
    return renewals.map(({ status }) => status);
  });

  expect(statuses).toEqual(Array.from({ length: 10 }, () => 'renewed'));
  expect(requests).toHaveLength(1);
  expect(await outcomes(page)).toEqual(['renewed']);
});

test('R50 a person who has left the server is told of, and the session goes on to its deadline', async ({
  page,
  context,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox();
  const frames = await watchFrames(page);
  await signIn(tabOf(page), app);
  const before = await storedSession(page);
  await context.clearCookies();
  const requests = watchRequestsTo(page, issuer);

  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  expect(requests).toHaveLength(1);
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  expect(await frames()).toEqual([{ isVisible: false }]);
  await expectNoFrames(page);
});

test('R50 a browser that keeps the server’s cookies out of the frame gives a typed outcome', async ({
  page,
  withSandbox,
}) => {
  // Two sites: the cookies of the server are not sent into a frame of the app.
  const { app, issuer } = await withSandbox({ host: '127.0.0.1' });
  expect(new URL(app).hostname).not.toBe(new URL(issuer).hostname);
  await signIn(tabOf(page), app);
  const before = await storedSession(page);
  const requests = watchRequestsTo(page, issuer);

  expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  expect(requests).toHaveLength(1);
  expect(await requests[0]?.headerValue('Cookie')).toBeNull();
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  await expectNoFrames(page);
});

test('R52 R54 a sign-out during a renewal has the last word', async ({ page, withSandbox }) => {
  const { app, issuer } = await withSandbox();
  await signIn(tabOf(page), app);
  const letGo = await holdRequests(page, `${issuer}/auth`);
  const asked = page.waitForRequest(`${issuer}/auth?*`);
  const renewal = renew(page);
  await asked;
  expect(await statusOf(page)).toBe('renewing');
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  letGo();

  expect((await renewal).status).toBe('interaction-required');
  expect(await statusOf(page)).toBe('signed-out');
  expect(await storedSession(page)).toBeNull();
  expect(await events(page)).toEqual(['signed-out']);
  await expectNoFrames(page);
});

for (const redirectUri of ['auth/callback', '']) {
  test(`A17 the app itself, loaded into the frame by the wrong setting "${redirectUri}", stands still`, async ({
    page,
    withSandbox,
  }) => {
    const { app, issuer } = await withSandbox({ renewal: { redirectUri } });
    // Kept, to look at what the app does in it.
    await page.addInitScript(() => {
      HTMLIFrameElement.prototype.remove = () => {};
    });
    await signIn(tabOf(page), app);
    const requests = watchRequestsTo(page, issuer);

    expect(await renew(page)).toEqual({ status: 'renewed' });
    const [, frame, ...others] = page.frames();
    expect(others).toEqual([]);
    await frame?.waitForFunction(() => 'probe' in globalThis);
    expect(await frame?.evaluate(() => probe.state())).toEqual({ status: 'starting' });
    expect(await frame?.evaluate(() => probe.events)).toEqual([]);
    expect(await frame?.evaluate(() => probe.auth.renew().then(({ status }) => status))).toBe('interaction-required');
    expect(frame?.childFrames()).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(await outcomes(page)).toEqual(['renewed']);
  });
}
