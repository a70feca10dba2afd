import type { Frame, Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { lateCallback, holdResponse } from './late-callback.ts';
import { openApp } from './sign-in.ts';
import { expect, test } from './test.ts';

/** A page that frames the address in its query, keeps the messages it gets, and tries to read where its frame is. */
const FRAMING = `<!doctype html><title>Framing</title><body><script>
  const messages = [];
  addEventListener('message', ({ data }) => messages.push(data));
  const frame = document.createElement('iframe');
  frame.src = new URLSearchParams(location.search).get('frame');
  document.body.append(frame);
  const read = (what) => { try { return what(); } catch ({ name }) { return name; } };
  const learnt = () => ({
    messages,
    location: read(() => frame.contentWindow.location.href),
    storage: read(() => frame.contentWindow.sessionStorage.length),
    name: read(() => frame.contentWindow.name),
  });
</script>`;

/** Another origin of the same site, and one of another site. */
const FRAMING_HOSTS = ['localhost', '127.0.0.1'] as const;

/** Opens a page elsewhere that frames a URL of the app, and waits until the app has started in the frame. */
async function frameIn(page: Page, framing: string, url: string): Promise<Frame> {
  await page.goto(`${framing}/?${new URLSearchParams({ frame: url })}`);
  const [, frame] = page.frames();
  if (!frame) throw new Error('The page frames nothing.');
  await frame.waitForFunction(() => 'probe' in globalThis && probe.state().status !== 'completing');
  return frame;
}

const NOTHING = { messages: [], location: 'SecurityError', storage: 'SecurityError', name: 'SecurityError' };

for (const host of FRAMING_HOSTS) {
  test(`A17 a response of somebody else's in a frame on ${host} signs nobody in, there or in the app`, async ({
    page,
    setStage,
  }) => {
    const { app, stranger } = await setStage({ stranger: () => ({ body: FRAMING }) });
    const response = new URLSearchParams({
      access_token: 'of-the-attacker',
      token_type: 'Bearer',
      state: 'not-awaited',
    });
    const framing = stranger.url.replace('localhost', host);
    const frame = await frameIn(page, framing, `${app}/auth/callback#${response}`);

    expect(await frame.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_unknown' });
    expect(frame.url()).toBe(`${app}/auth/callback`);
    expect(await page.evaluate('learnt()')).toEqual(NOTHING);
    await openApp(tabOf(page), app);
    expect(await page.evaluate(() => probe.state())).toEqual({ status: 'signed-out' });
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
  });

  test(`A17 a page on ${host} that frames the app with the very response that it waits for learns nothing of it`, async ({
    page,
    setStage,
  }) => {
    const { front, open } = lateCallback();
    const { app, stranger } = await setStage({ front, stranger: () => ({ body: FRAMING }) });
    const callback = await holdResponse(page, app);
    open();
    const frame = await frameIn(page, stranger.url.replace('localhost', host), callback);

    expect(frame.url()).not.toContain('token');
    expect(await page.evaluate('learnt()')).toEqual(NOTHING);
  });
}

test('A17 a guard in a frame elsewhere shows no login page: the server refuses to be framed', async ({
  page,
  setStage,
}) => {
  const { app, issuer, stranger } = await setStage({ stranger: () => ({ body: FRAMING }) });
  const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(issuer));
  await page.goto(`${stranger.url}/?${new URLSearchParams({ frame: `${app}/secret` })}`);

  await refused;
  expect(page.frames().map((frame) => frame.url())).not.toContainEqual(expect.stringContaining(issuer));
  expect(await page.evaluate('learnt()')).toEqual(NOTHING);
});

test('A17 with the documented frame-ancestors the app itself is not to be framed elsewhere', async ({
  page,
  setStage,
}) => {
  const { app, stranger } = await setStage({
    front: () => ({ pageHeaders: { 'Content-Security-Policy': "frame-ancestors 'self'" } }),
    stranger: () => ({ body: FRAMING }),
  });
  const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(app));
  await page.goto(`${stranger.url}/?${new URLSearchParams({ frame: app })}`);

  expect((await refused).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_RESPONSE');
});
