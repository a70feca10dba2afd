import type { AuthError } from 'ngx-implicit-auth';
import type { EngineName, Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { openApp } from '../sign-in.ts';
import type { StageOptions } from '../stage.ts';
import { expect, test } from '../test.ts';

test.use({ blocksSiteData: true });

/** Collects what would be red on the console in `errors`. */
const COLLECTS_ERRORS = `
  errors = [];
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  console.error = (...told) => errors.push(told.join(' '));`;

/** WebKitGTK can be told to take no cookies, but goes on storing. So its pages are denied the storage as Safari does. */
const DENIES_STORAGE = `
  for (const name of ['sessionStorage', 'localStorage']) {
    Object.defineProperty(globalThis, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  }`;

/** The app with these features, in a browser that keeps nothing. */
function blocked(engine: EngineName, features: StageOptions['features']): StageOptions {
  const scripts = COLLECTS_ERRORS + (engine === 'webkit' ? DENIES_STORAGE : '');
  return { features, front: () => ({ page: (html) => html.replace('<head>', `<head><script>${scripts}</script>`) }) };
}

/** Waits until the app shows a page to somebody who is not signed in. */
async function untilShown(tab: Tab, page: string, status: string): Promise<void> {
  const isShown = ([text, shown]: readonly [string, string]) =>
    document.querySelector('main')?.textContent.includes(text) === true &&
    document.querySelector('#status')?.textContent === shown;
  await until(tab, isShown, [page, status] as const);
}

/** The app without any feature, and with all that keeps or shares something. */
const APPS: readonly (readonly [name: string, features: StageOptions['features']])[] = [
  ['an app', {}],
  ['an app that renews, signs in silently and shares its session', { renewal: {}, silentSignIn: true, tabSync: {} }],
];

for (const [name, features] of APPS) {
  test(`A28 where site data is blocked, ${name} shows its pages, and login() says why nobody can sign in`, async ({
    tab,
    engine,
    setStage,
  }) => {
    const { app, api } = await setStage(blocked(engine, features));
    await openApp(tab, app);
    await untilShown(tab, 'public page', 'signed-out');
    // The browser does as this test needs it.
    const kept = await inPage(tab, () => {
      const nameOf = (use: () => unknown) => {
        try {
          return String(use());
        } catch (thrown) {
          return (thrown as Error).name;
        }
      };
      document.cookie = 'a=b';
      return [document.cookie, nameOf(() => sessionStorage.length), nameOf(() => localStorage.length)];
    });
    expect(kept).toEqual(['', 'SecurityError', 'SecurityError']);

    const refusal = await inPage(tab, () =>
      probe.auth.login().then(
        () => null,
        (thrown: unknown) => {
          const { name, code } = thrown as Partial<AuthError>;
          return [name, code];
        },
      ),
    );
    expect(refusal).toEqual(['AuthError', 'storage_unavailable']);
    await untilShown(tab, 'public page', 'failed');
    expect(await inPage(tab, () => probe.state())).toEqual({ status: 'failed', code: 'storage_unavailable' });
    expect(await inPage(tab, (url) => probe.get(url), `${api.url}/public`)).toBe(200);
    await inPage(tab, () => void probe.navigate('/secret'));
    await untilShown(tab, 'Allow cookies and site data for it', 'failed');
    expect(await inPage(tab, () => location.href)).toBe(`${app}/auth/callback`);
    expect(await tab.evaluate('errors')).toEqual([]);
  });

  test(`A28 where site data is blocked, ${name} that is opened at a guarded page tells it there`, async ({
    tab,
    engine,
    setStage,
  }) => {
    const { app } = await setStage(blocked(engine, features));
    await openApp(tab, `${app}/secret`);

    await untilShown(tab, 'Allow cookies and site data for it', 'failed');
    expect(await inPage(tab, () => location.href)).toBe(`${app}/auth/callback`);
    expect(await tab.evaluate('errors')).toEqual([]);
  });
}
