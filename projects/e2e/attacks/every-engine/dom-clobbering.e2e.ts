import { inPage, until } from '../../engines/in-page.ts';
import { openApp, signInAtServer } from '../sign-in.ts';
import { expect, test } from '../test.ts';

/** What an app might look up on `document` or on the global object. */
const NAMES = [
  ...['URL', 'cookie', 'crypto', 'defaultView', 'documentElement', 'fetch', 'history', 'location', 'navigator'],
  ...['origin', 'parent', 'performance', 'referrer', 'self', 'sessionStorage', 'localStorage', 'top', 'window'],
];
const CLOBBERING = NAMES.map(
  (name) => `<img name="${name}" id="${name}"><form name="${name}"><input name="href" value="//evil.test/"></form>`,
).join('');

test('A26 elements named like what a library looks up stop no sign-in, and lead none astray', async ({
  tab,
  setStage,
}) => {
  const { app, api } = await setStage({
    front: () => ({ page: (html) => html.replace('<body>', `<body>${CLOBBERING}`) }),
  });
  await openApp(tab, app);
  expect(await inPage(tab, () => [typeof document.URL, typeof document.referrer])).not.toContain('string');
  await inPage(tab, () => void probe.navigate('/secret?of=mine'));
  await signInAtServer(tab);

  await until(tab, () => probe.state().status === 'signed-in' && probe.url() === '/secret?of=mine');
  expect(await inPage(tab, () => location.href)).toBe(`${app}/secret?of=mine`);
  expect(await inPage(tab, (url) => probe.get(url), `${api.url}/public`)).toBe(200);
  expect(api.requests.at(-1)?.headers['authorization']).toMatch(/^Bearer ./);
});

test('A26 a <base> in front of the app’s own moves neither the redirect URI nor the callback nor the token', async ({
  tab,
  setStage,
}) => {
  const { app, stranger } = await setStage({
    config: { resourceServers: ['/api'] },
    front: (addresses) => ({
      // The app's own script is not loaded by a relative URL; else the attacker's would run.
      page: (html) =>
        html
          .replace('<head>', `<head><base href="${addresses.stranger}/">`)
          .replace(
            '<script src="main.js" type="module">',
            '<script type="module">import(location.origin + "/main.js")',
          ),
    }),
  });
  await tab.goto(app);
  await until(tab, (base) => 'probe' in globalThis && document.baseURI === base, `${stranger.url}/`);
  await inPage(tab, () => void probe.auth.login());
  await signInAtServer(tab);

  await until(tab, () => probe.state().status === 'signed-in');
  expect(await inPage(tab, () => location.href)).toBe(`${app}/auth/callback`);
  expect(await inPage(tab, () => probe.get('/api/x'))).toBe(200);
  expect(stranger.requests.filter(({ path, headers }) => path === '/api/x' || 'authorization' in headers)).toEqual([]);
});

test('A26 a <base> and a baseURI that come later lead neither the guard nor the token astray', async ({
  tab,
  setStage,
}) => {
  const { app, stranger } = await setStage({ config: { resourceServers: ['/api'] } });
  const inject = () =>
    inPage(
      tab,
      (href) => {
        document.head.prepend(Object.assign(document.createElement('base'), { href }));
        document.body.append(Object.assign(document.createElement('img'), { name: 'baseURI' }));
      },
      `${stranger.url}/stolen/`,
    );
  await openApp(tab, app);
  await inject();
  await inPage(tab, () => void probe.navigate('/secret'));
  await signInAtServer(tab);

  await until(tab, () => probe.state().status === 'signed-in' && probe.url() === '/secret');
  await inject();
  expect(await inPage(tab, () => probe.get('/api/x'))).toBe(200);
  expect(stranger.requests).toEqual([]);
});

test('A26 an element named baseURI that is there first keeps Angular from starting, and the response where it is', async ({
  tab,
  setStage,
}) => {
  const { app, api, stranger } = await setStage({
    front: () => ({ page: (html) => html.replace('<body>', '<body><img name="baseURI">') }),
  });
  await tab.goto(`${app}/auth/callback#access_token=a&token_type=Bearer&state=s`);

  expect(await inPage(tab, () => [typeof document.baseURI, 'probe' in globalThis])).toEqual(['object', false]);
  expect(await inPage(tab, () => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
  expect([...api.requests, ...stranger.requests]).toEqual([]);
});
