import { lengthenPauses } from '../session/in-app.ts';
import { ALICE, expect, signInAtServer, signOutAtServer, test } from '../test.ts';
import { findViolations } from './find-violations.ts';
import { sessionPage, signInFromSessionPage } from './session-page.ts';

test('tabs are counted, and a sign-in, a renewal and a sign-out in one show at once in the other', async ({
  context,
  product,
}) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  const [one, other] = [sessionPage(first), sessionPage(second)];
  await second.goto(`${product.app}/session`);
  await expect(other.none).toBeVisible();
  await expect(other.tabs).toContainText('1 tab, this one');

  await signInFromSessionPage(first, product);
  await expect(other.time).toBeVisible();
  await expect(other.lately.first()).toContainText('Received from another tab');
  for (const { tabs } of [one, other]) await expect(tabs).toContainText('2 tabs, this one included');

  await other.renewNow.focus();
  await second.keyboard.press('Enter');
  await expect(other.outcome).toHaveText(/^Renewed\./);
  await expect(other.renewNow).toBeFocused();
  await expect(other.lately.first()).toContainText('Renewed');
  await expect(one.lately.first()).toContainText('Received from another tab');
  await expect(one.ends).toHaveText((await other.ends.textContent()) ?? '');

  const third = await context.newPage();
  await third.goto(`${product.app}/session`);
  await expect(one.tabs).toContainText('3 tabs');
  await second.close();
  await expect(one.tabs).toContainText('2 tabs');
  await third.getByRole('checkbox', { name: /^Revoke the/ }).check();
  await third.getByRole('button', { name: 'Sign out of this app only' }).click();
  // The API would not ask the server about it, so the server refuses.
  await expect(third.getByText('could not be revoked')).toBeVisible();
  await expect(one.none).toBeVisible();
  await expect(one.lately.first()).toContainText('The person has signed out in another tab.');
});

test('the Session page says which flow it is, and counts what this tab has renewed, over a reload as well', async ({
  page,
  product,
  flow,
}) => {
  await signInFromSessionPage(page, product);
  const { flow: card, renewNow, outcome } = sessionPage(page);
  await expect(card).toContainText(flow === 'code' ? 'Code + PKCE' : 'Implicit flow');
  await expect(card).toContainText('Not renewed yet');

  const asked: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === product.issuer) asked.push(pathname);
  });
  for (const times of ['once, at', '2 times, last at']) {
    await renewNow.click();
    await expect(card).toContainText(`Renewed ${times}`);
    await expect(outcome).toHaveText(/^Renewed\./);
  }
  expect(asked).toEqual(flow === 'code' ? ['/token', '/token'] : ['/auth', '/auth']);

  await page.reload();
  await expect(card).toContainText('Renewed 2 times');
  await page.getByRole('button', { name: 'Sign out of this app only' }).click();
  await expect(page).toHaveURL(`${product.app}/`);
  await page.goto(`${product.app}/session`);
  await expect(card).toContainText('Not renewed yet');
});

test('how a renewal ended is told in plain words, with what happens next, and in every look', async ({
  page,
  context,
  product,
}) => {
  await lengthenPauses(page);
  await signInFromSessionPage(page, product);
  const { time, next, lately, renewNow, outcome } = sessionPage(page);
  await expect(next).toHaveText(/about \d\d:\d\d, in \d minutes/);

  const server = (url: URL) => url.origin === product.issuer;
  await context.route(server, (route) => route.abort());
  await renewNow.click();
  await expect(outcome).toContainText('the server did not answer', { ignoreCase: true });
  await expect(next).toContainText('As soon as the server answers');
  await context.unroute(server);
  await expect(lately.first()).toContainText('Renewed');

  await signOutAtServer(context, product);
  await renewNow.click();
  await expect(outcome).toContainText('Sign in again');
  await expect(next).toContainText('Not before somebody has signed in again');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await findViolations(page), colorScheme).toEqual([]);
  }

  await time.getByRole('button', { name: 'Sign in again' }).click();
  await signInAtServer(page, ALICE);
  await expect(next).toContainText('about');
});

test('whoever the server knows is signed in without a click, and whoever has signed out here is not', async ({
  context,
  product,
}) => {
  const before = await context.newPage();
  await signInFromSessionPage(before, product);
  await before.close();

  const page = await context.newPage();
  await page.goto(product.app);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Alice');
  await page.getByRole('link', { name: 'Session', exact: true }).click();
  const { none, lately } = sessionPage(page);
  await expect(lately.first()).toContainText('Signed in without a click');
  await expect(page.getByText('This tab needed no sign-in of its own')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out of this app only' }).click();
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto(`${product.app}/session`);
  await expect(none).toBeVisible();
  await expect(lately.first()).toContainText('Signed out');

  // The server still knows them.
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await expect(lately.first()).toContainText('Signed in');
});

const SECRETS = ['state', 'nonce', 'id_token_hint', 'code', 'code_verifier', 'refresh_token'];

test('A6 R75 the Session page shows no token, no state, no nonce and no code, and the demo keeps none', async ({
  page,
  product,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    for (const encoded of [new URL(request.url()).search, request.postData() ?? '']) {
      const parameters = new URLSearchParams(encoded);
      sent.push(...SECRETS.flatMap((name) => parameters.getAll(name)));
    }
  });
  await signInFromSessionPage(page, product);
  const { renewNow, outcome } = sessionPage(page);
  await renewNow.click();
  await expect(outcome).toHaveText(/^Renewed\./);

  await page.getByText('Show report').click();
  await page.getByRole('button', { name: 'Show values' }).click();

  const { tokens, kept, report, texts } = await page.evaluate(() => {
    const stored = Object.entries<string>(sessionStorage);
    const [, session = '{}'] = stored.find(([key]) => key.endsWith(' session')) ?? [];
    const { accessToken, idToken, refreshToken } = JSON.parse(session) as Record<string, string>;
    const kept = stored.filter(([key]) => /^timesheets-demo|inspector$/.test(key)).map(([, text]) => text);
    const tokens = [accessToken, idToken, refreshToken].filter((token) => token !== undefined);
    const shadowRoot = document.querySelector('auth-inspector')?.shadowRoot;
    const shown = [document.documentElement.outerHTML, shadowRoot?.innerHTML ?? ''];
    const report = shadowRoot?.querySelector('textarea')?.value ?? '';
    return { tokens, kept, report, texts: [...shown, ...kept, report] };
  });
  expect(kept).toHaveLength(1);
  expect(report).toContain('State: signed-in');
  const secrets = [...tokens, ...sent];
  expect(secrets.length).toBeGreaterThan(6);
  expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
});
