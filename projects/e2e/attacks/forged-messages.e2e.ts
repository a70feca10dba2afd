import { tabOf } from '../engines/chromium.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

/** Messages to an app that might listen: responses, tokens, and the words of session management. */
const FORGERIES = [
  '#access_token=forged&id_token=a.b.c&token_type=Bearer&state=forged',
  '/auth/callback#error=login_required&state=forged',
  'changed',
  'error',
  'timesheets-demo forged-session-state',
  { type: 'authorization_response', response: { access_token: 'forged', state: 'forged' } },
  { status: 'signed-out' },
  { error: 'login_required' },
];

/** A page that sends them to the page around it, to the other frames there, and to the page that opened it. */
const FORGER = `<!doctype html><title>Forger</title><script>
  const siblings = Array.from({ length: parent.length }, (_, at) => parent[at]);
  for (const target of [parent, ...siblings, opener]) {
    for (const forgery of ${JSON.stringify(FORGERIES)}) target?.postMessage(forgery, '*');
  }
</script>`;

test('A18 the library listens to no messages, and forged ones from frames and other windows change nothing', async ({
  page,
  context,
  setStage,
}) => {
  const { app, stranger } = await setStage({ stranger: () => ({ body: FORGER }) });
  await page.addInitScript(() => {
    const listeners: string[] = [];
    const listen = addEventListener.bind(globalThis);
    Object.assign(globalThis, {
      listeners,
      addEventListener: (...listener: Parameters<typeof listen>) => {
        listeners.push(listener[0]);
        listen(...listener);
      },
    });
  });
  await signIn(tabOf(page), app);
  await page.evaluate(() => probe.navigate('/secret'));
  const inspect = () =>
    page.evaluate(() => ({
      state: probe.state(),
      url: probe.url(),
      events: probe.events,
      stored: Object.entries(sessionStorage),
    }));
  const before = await inspect();
  expect(before.state.status).toBe('signed-in');
  const listeners = await page.evaluate<string[]>('listeners');
  // Proves that the recorder works: this is how the library hears of the back/forward cache.
  expect(listeners).toContain('pageshow');
  expect(listeners).not.toContain('message');
  expect(await page.evaluate(() => globalThis.onmessage)).toBeNull();

  await page.evaluate((url) => {
    const senders: unknown[] = [];
    addEventListener('message', ({ origin }) => senders.push(origin));
    Object.assign(globalThis, { senders });
    document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
    open(url);
  }, stranger.url);
  await expect.poll(() => page.evaluate('senders.length')).toBe(2 * FORGERIES.length);
  expect(context.pages()).toHaveLength(2);
  expect(await page.evaluate('[...new Set(senders)]')).toEqual([stranger.url]);
  expect(await inspect()).toEqual(before);
});
