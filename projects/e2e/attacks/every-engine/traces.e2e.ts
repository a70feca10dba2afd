import { inPage, leave, until } from '../../engines/in-page.ts';
import { allow, goToConsentPage, openApp, signIn } from '../sign-in.ts';
import { expect, test } from '../test.ts';

/** Notes down the address at the moment in which the app's first component is rendered. */
const NOTING = `<script>
  new MutationObserver((changes, observer) => {
    if (!document.querySelector('#status')) return;
    addressWhenRendered = location.href;
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
</script>`;

const RESPONSE = /access_token|id_token|state=|error=/;

test('A6 R28 a response leaves no trace in the address bar, the history or a referrer', async ({ tab, setStage }) => {
  const { app, stranger } = await setStage({
    front: () => ({ page: (html) => html.replace('<body>', `<body>${NOTING}`) }),
  });
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());
  await goToConsentPage(tab);
  const entriesBefore = await inPage(tab, () => history.length);
  await allow(tab);
  await until(tab, () => probe.state().status === 'signed-in' && probe.url() === '/');

  const after = await inPage(tab, () => ({
    entries: history.length,
    addresses: [location.href, document.URL, document.referrer, probe.url()],
    // Not in WebKit.
    listed: 'navigation' in globalThis ? navigation.entries().map(({ url }) => url) : [],
  }));
  expect(await tab.evaluate('addressWhenRendered')).toBe(`${app}/auth/callback`);
  expect(after.entries).toBe(entriesBefore + 1);
  expect([...after.addresses, ...after.listed].join(' ')).not.toMatch(RESPONSE);

  await inPage(
    tab,
    async (url) => {
      await fetch(`${url}/third-party`, { referrerPolicy: 'unsafe-url' });
      const link = document.createElement('a');
      Object.assign(link, { href: `${url}/next`, referrerPolicy: 'unsafe-url' });
      document.body.append(link);
      link.click();
    },
    stranger.url,
  );
  await until(tab, () => location.pathname === '/next');
  expect(await inPage(tab, () => document.referrer)).toBe(`${app}/`);
  expect(stranger.requests.find(({ path }) => path === '/third-party')?.headers['referer']).toBe(`${app}/`);
});

test('A6 an error that stood in the query is in no referrer', async ({ tab, setStage }) => {
  const { app, issuer, stranger } = await setStage();
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());
  await until(tab, (server) => location.origin === server, issuer);
  await tab.goto(app);
  const state = await inPage(tab, () =>
    Object.keys(sessionStorage)
      .find((key) => key.includes(' sign-in '))
      ?.split(' ')
      .at(-1),
  );
  await tab.goto(
    `${app}/auth/callback?${new URLSearchParams({ error: 'access_denied', state: state ?? '', iss: issuer })}`,
  );
  await until(tab, () => probe.state().status === 'failed');

  await inPage(
    tab,
    (url) => fetch(url, { referrerPolicy: 'unsafe-url' }).then(() => null),
    `${stranger.url}/third-party`,
  );
  expect(stranger.requests.map(({ headers }) => headers['referer'])).toEqual([`${app}/auth/callback`]);
  expect(await inPage(tab, () => location.href)).toBe(`${app}/auth/callback`);
});

test('A6 the navigation entries keep the landing URL until the next document, which no script can change', async ({
  tab,
  setStage,
}) => {
  const { app } = await setStage();
  await signIn(tab, app);
  const kept = () =>
    inPage(tab, () => ({
      performance: performance.getEntriesByType('navigation').map(({ name }) => name.includes('access_token=')),
      activation: 'navigation' in globalThis && !!navigation.activation?.entry.url?.includes('access_token='),
    }));
  expect(await kept()).toEqual({ performance: [true], activation: test.info().project.name !== 'webkit' });

  await leave(tab, () => location.reload());
  await until(tab, () => probe.state().status === 'signed-in');
  expect(await kept()).toEqual({ performance: [false], activation: false });
});
