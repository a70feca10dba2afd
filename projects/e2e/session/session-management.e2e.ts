import type { Page } from '@playwright/test';
import { startWitness } from '../attacks/witness.ts';
import { renewalsAsked } from '../conformance/authorization-requests.ts';
import type { Behaviour } from '../conformance/behaviour.ts';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { SIGNED_OUT_AT_SERVER } from '../conformance/signed-out-at-server.ts';
import { error } from '../oddities/faults.ts';
import { events, lengthenPauses, outcomes, sessionIn, statusOf, storedSession } from './in-app.ts';
import { KNOWS_NOBODY } from './silent-refusals.ts';
import { expect, signIn, test as base } from './test.ts';

/** The server's frame is asked ten times a second, so that tests need not wait. */
const WATCHED = { sessionManagement: { intervalSeconds: 0.1 } };

/** What the server's frame was asked so far. */
function messages({ record }: MisbehavingServer): readonly (string | null)[] {
  return record.to('session-check').map(({ query }) => query.get('message'));
}

/** Waits until the server's frame has been asked so many times more. */
async function untilAskedAgain(server: MisbehavingServer, times = 3): Promise<void> {
  const before = messages(server).length;
  await expect.poll(() => messages(server).length).toBeGreaterThanOrEqual(before + times);
}

/** Waits until the server's frame has gone from the page, so that the server is asked no more. */
async function expectNotWatched(page: Page): Promise<void> {
  await expect(page.locator('iframe')).toHaveCount(0);
}

interface Fixtures {
  /** An app and its server; somebody is signed in, and the app keeps asking the server's frame about them. */
  readonly watched: { readonly app: string; readonly server: MisbehavingServer };
}

/** The test of this folder, with somebody signed in if it asks for that. */
const test = base.extend<Fixtures>({
  watched: async ({ page, withServer }, use) => {
    const stage = await withServer(WATCHED);
    await lengthenPauses(page);
    await signIn(page, stage.app);
    await untilAskedAgain(stage.server);
    await use(stage);
  },
});

test('R57 the frame is asked by client_id and session_state, by the app alone', async ({
  page,
  watched: { app, server },
}) => {
  const asked = server.record.to('session-check');
  expect(new Set(messages(server))).toEqual(new Set(['relying-party a-session']));
  expect(new Set(asked.map(({ query }) => query.get('origin')))).toEqual(new Set([app]));
  await expect(page.locator('iframe')).toBeHidden();
  expect(await events(page)).toEqual([]);
  expect(renewalsAsked(server)).toBe(0);
});

test('R58 a session that has changed is followed by one renewal', async ({ page, watched: { server } }) => {
  server.behave({ sessionState: () => 'another-session' });
  await expect.poll(() => messages(server).at(-1)).toBe('relying-party another-session');
  await untilAskedAgain(server);

  expect(renewalsAsked(server)).toBe(1);
  expect(await events(page)).toEqual(['renewal-ended']);
  expect((await sessionIn(page)).sessionState).toBe('another-session');
});

test('R58 a session that has ended at the server ends here', async ({ page, watched: { server } }) => {
  server.behave(SIGNED_OUT_AT_SERVER);
  await expect(page.locator('#status')).toHaveText('signed-out');

  expect(await events(page)).toEqual(['renewal-ended', 'signed-out session-ended']);
  expect(renewalsAsked(server)).toBe(1);
  expect(await storedSession(page)).toBeNull();
  await expectNotWatched(page);
});

test('R58 a session that has ended at the server while the app was reloaded ends here', async ({
  page,
  watched: { app, server },
}) => {
  await page.goto('about:blank');
  server.behave(SIGNED_OUT_AT_SERVER);
  await page.goto(app);

  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await events(page)).toEqual(['renewal-ended', 'signed-out session-ended']);
});

test('R58 R51 somebody else at the server is a sign-out', async ({ page, watched: { server } }) => {
  server.behave({
    sessionState: () => 'of-somebody-else',
    claims: (proper) => ({ ...proper, sub: 'somebody-else' }),
  });
  await expect(page.locator('#status')).toHaveText('signed-out');

  expect(await events(page)).toEqual(['signed-out other-person', 'renewal-ended']);
  expect(renewalsAsked(server)).toBe(1);
  await expectNotWatched(page);
});

test('R58 an error ends the watch without a renewal, and is told', async ({ page, watched: { server } }) => {
  server.behave({ sessionCheck: () => 'error' });
  await expectNotWatched(page);

  expect(renewalsAsked(server)).toBe(0);
  expect(await events(page)).toEqual(['session-check-stopped']);
  expect(await statusOf(page)).toBe('signed-in');
});

test('R58 R52 a change that the server is too busy to explain is settled by a later renewal', async ({
  page,
  watched: { server },
}) => {
  server.behave({ sessionState: () => 'nobody', ...error('temporarily_unavailable') });
  await expect.poll(() => outcomes(page)).toEqual(['unreachable']);
  expect(await statusOf(page)).toBe('signed-in');
  server.behave(SIGNED_OUT_AT_SERVER);
  await expect(page.locator('#status')).toHaveText('signed-out');

  expect(await events(page)).toEqual(['renewal-ended', 'renewal-ended', 'signed-out session-ended']);
});

const ENDLESS: readonly (readonly [name: string, Behaviour['sessionState']])[] = [
  ['with another session state each time', (_, record) => `session-${record.to('authorize').length}`],
  ['with the same session state each time', undefined],
];

for (const [name, sessionState] of ENDLESS) {
  test(`R59 an endless "changed" ${name} is noticed, stopped and told`, async ({ page, withServer }) => {
    const { app, server } = await withServer({
      ...WATCHED,
      behaviour: { sessionCheck: () => 'changed', ...(sessionState && { sessionState }) },
    });
    await signIn(page, app);
    await expect.poll(() => events(page)).toContain('session-check-stopped');

    expect(await events(page)).toEqual(['renewal-ended', 'renewal-ended', 'renewal-ended', 'session-check-stopped']);
    expect(new Set(await outcomes(page))).toEqual(new Set(['renewed']));
    expect(renewalsAsked(server)).toBe(3);
    expect(await statusOf(page)).toBe('signed-in');
    await expectNotWatched(page);
  });
}

test('R59 a frame that never knew the session is not believed when it calls it ended', async ({ page, withServer }) => {
  const { app, server } = await withServer(WATCHED);
  // As when a browser keeps the server's cookies from both frames, from the first moment on.
  server.behave({ sessionCheck: () => 'changed', ...KNOWS_NOBODY });
  await signIn(page, app);
  await expect.poll(() => events(page)).toContain('session-check-stopped');

  expect(await events(page)).toEqual(['renewal-ended', 'session-check-stopped']);
  expect(await statusOf(page)).toBe('signed-in');
  await expectNotWatched(page);
});

test('R57 A18 what other frames, or other pages of the server, say of the session is not heard', async ({
  page,
  withServer,
  started,
}) => {
  const { app, server } = await withServer(WATCHED);
  const forger = started(
    await startWitness(() => ({
      body: `<!doctype html><title>Forger</title><script>
        for (const word of ['changed', 'error', 'unchanged']) parent.postMessage(word, '*');
      </script>`,
    })),
  );
  await signIn(page, app);
  await untilAskedAgain(server);
  await page.evaluate(() => {
    const heard: string[] = [];
    addEventListener('message', ({ data, origin }) => heard.push(`${String(data)} ${origin}`));
    Object.assign(globalThis, { heard });
  });
  // By another origin, and by the server's own origin in a window that is not its frame.
  const sayBy = async (url: string) => {
    await page.evaluate(async (src) => {
      const frame = Object.assign(document.createElement('iframe'), { src });
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
    }, url);
  };
  await sayBy(forger.url);
  await page.route(`${server.url}/another-page`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<script>for (const word of ['changed', 'error']) parent.postMessage(word, '*');</script>`,
    }),
  );
  await sayBy(`${server.url}/another-page`);
  await page.evaluate(() => {
    for (const word of ['changed', 'error']) postMessage(word, '*');
  });
  for (const origin of [forger.url, server.url, app]) {
    await expect.poll(() => page.evaluate<string[]>('heard')).toContain(`changed ${origin}`);
    await expect.poll(() => page.evaluate<string[]>('heard')).toContain(`error ${origin}`);
  }

  await untilAskedAgain(server);
  expect(await events(page)).toEqual([]);
  expect(renewalsAsked(server)).toBe(0);
});

test('R57 a server without a session state or without a frame is not watched', async ({ page, withServer }) => {
  const { app, server } = await withServer({
    ...WATCHED,
    behaviour: { response: ({ session_state: _, ...rest }) => rest },
  });
  await signIn(page, app);

  await expectNotWatched(page);
  expect(server.record.to('check-session')).toEqual([]);
});

test('R57 a sign-out ends the watch', async ({ page, watched: { server } }) => {
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));

  await expectNotWatched(page);
  expect(renewalsAsked(server)).toBe(0);
  expect(await events(page)).toEqual(['signed-out']);
});
