import { tabOf } from '../engines/chromium.ts';
import { inPage, leave, until } from '../engines/in-page.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

/** Return URLs that lead out of the app, if a browser or a router takes them at their word. */
const hostileReturnUrls = (host: string): readonly string[] => [
  `//${host}/stolen`,
  `/\\${host}/stolen`,
  `\\\\${host}/stolen`,
  `/\t/${host}/stolen`,
  `/\n\\${host}/stolen`,
  ` //${host}/stolen`,
  `http://${host}/stolen`,
  `http:${host}/stolen`,
  'javascript:document.title="stolen"',
  'java\tscript:document.title="stolen"',
  '\u0001javascript:document.title="stolen"',
  'data:text/html,stolen',
];

/** Whether the app is signed in and at rest. */
function isBack(): boolean {
  return probe.state().status === 'signed-in' && probe.url() === '/';
}

test('A4 a return URL that the app is tricked into passing on ends in the app', async ({ page, setStage }) => {
  const { app, stranger } = await setStage();
  const tab = tabOf(page);
  await signIn(tab, app);

  for (const returnTo of hostileReturnUrls(new URL(stranger.url).host)) {
    await inPage(tab, () => probe.auth.logout({ scope: 'local' }));
    await leave(tab, (url) => probe.auth.login({ returnTo: url }), returnTo);
    await until(tab, isBack);
    expect(page.url(), JSON.stringify(returnTo)).toBe(`${app}/`);
  }
  expect(await page.title()).toBe('Probe');
  expect(stranger.requests).toEqual([]);
});

test('A4 a return URL that was put into the stored record ends in the app', async ({ page, setStage }) => {
  const { app, issuer, stranger } = await setStage();
  const tab = tabOf(page);
  await signIn(tab, app);

  for (const returnTo of hostileReturnUrls(new URL(stranger.url).host)) {
    // The request does not reach the server, so that the test can tamper with the record before the sign-in goes on.
    const authorization = `${issuer}/auth?**`;
    await page.route(authorization, (route) => route.fulfill({ body: 'Later' }), { times: 1 });
    await inPage(tab, () => void probe.auth.logout({ scope: 'local' }).then(() => probe.auth.login()));
    await page.waitForURL(authorization);
    const authorizationUrl = page.url();
    await tab.goto(app);
    await inPage(
      tab,
      (url) => {
        for (const [key, value] of Object.entries<string>(sessionStorage)) {
          if (!key.includes(' sign-in ')) continue;
          sessionStorage.setItem(key, JSON.stringify({ ...(JSON.parse(value) as object), returnTo: url }));
        }
      },
      returnTo,
    );
    await tab.goto(authorizationUrl);
    await until(tab, isBack);
    expect(page.url(), JSON.stringify(returnTo)).toBe(`${app}/`);
  }
  expect(await page.title()).toBe('Probe');
  expect(stranger.requests).toEqual([]);
});

test('A4 a return URL inside the app is kept, query and fragment included', async ({ page, setStage }) => {
  const { app } = await setStage();
  const tab = tabOf(page);
  await signIn(tab, app);
  await inPage(tab, () => probe.auth.logout({ scope: 'local' }));
  await leave(tab, () => probe.auth.login({ returnTo: '/secret?next=//evil.test#//evil.test' }));

  await expect(page).toHaveURL(`${app}/secret?next=%2F%2Fevil.test#//evil.test`);
});
