import { openApp, signIn, signInAtServer } from '../../attacks/sign-in.ts';
import { startWitness, type Answer, type Witness } from '../../attacks/witness.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { ageSession } from '../age-session.ts';
import { sessionIn } from '../in-app.ts';
import { expect, test as base } from '../test.ts';
import { signInUnasked, untilSignedIn } from './sign-in.ts';

/** An app, its API, and a server that the page does not get away to. */
interface Stage {
  readonly app: string;
  readonly api: Witness;
  /** Signs somebody in, who is in the app then. */
  readonly signIn: () => Promise<void>;
  /** Does what would leave the page; resolves once the page has stayed. */
  readonly stay: (leave: () => Promise<unknown>) => Promise<void>;
  /** From now on nothing keeps the page. */
  readonly letGo: () => Promise<void>;
}

/** How it comes that a page stays that was to be left. */
type Way = 'the person answers “Stay”' | 'the server answers without a page (204)';

const LIFETIME_SECONDS = 600;
const NEAR_ITS_END_SECONDS = 400;
const BY_NAVIGATION = { strategy: 'navigation', leadSeconds: 300 } as const;
const STEP_UP: Answer = {
  status: 401,
  headers: {
    'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age="0"',
    'Access-Control-Expose-Headers': 'WWW-Authenticate',
  },
};

const test = base.extend<{ readonly setStage: (way: Way) => Promise<Stage> }>({
  setStage: async ({ tab, started, withSandbox, withServer }, use) => {
    const api = started(
      await startWitness(({ method, path }) => (method === 'GET' && path === '/step-up' ? STEP_UP : {})),
    );
    const options = { renewal: BY_NAVIGATION, config: { resourceServers: [api.url] } };
    const askedToStay = async (): Promise<Stage> => {
      const { app } = await withSandbox({ ...options, accessTokenSeconds: LIFETIME_SECONDS });
      const stay = async (leave: () => Promise<unknown>) => {
        await inPage(tab, () => {
          addEventListener('beforeunload', (event) => {
            if (document.querySelector('textarea')?.value) event.preventDefault();
          });
        });
        await tab.stay(leave);
      };
      const letGo = () => inPage(tab, () => document.querySelector('textarea')?.remove());
      return { app, api, signIn: () => signIn(tab, app), stay, letGo };
    };
    const withoutPage = async (): Promise<Stage> => {
      const { app, server } = await withServer(options);
      const stay = async (leave: () => Promise<unknown>) => {
        server.behave({ authorization: () => ({ status: 204 }) });
        const before = server.record.to('authorize').length;
        await leave();
        await expect.poll(() => server.record.to('authorize')).toHaveLength(before + 1);
      };
      return { app, api, signIn: () => signInUnasked(tab, app), stay, letGo: async () => server.behave({}) };
    };
    await use((way) => (way === 'the person answers “Stay”' ? askedToStay() : withoutPage()));
  },
});

const WAYS: readonly Way[] = ['the person answers “Stay”', 'the server answers without a page (204)'];
const TEXT = 'eight hours on Monday';

/** Writes something into a form of the page that the app shows. */
async function writeIntoForm(tab: Tab): Promise<void> {
  await inPage(tab, () => document.querySelector('probe-home')?.append(document.createElement('textarea')));
  await tab.click('textarea');
  await inPage(
    tab,
    (text) => {
      document.querySelector('textarea')?.setRangeText(text);
    },
    TEXT,
  );
}

/** What stands in the form of the page that the app shows. */
function textInForm(tab: Tab): Promise<string | undefined> {
  return inPage(tab, () => document.querySelector<HTMLTextAreaElement>('probe-home > textarea')?.value);
}

/** What leaves the page of somebody who is signed in. */
const LEAVES: readonly (readonly [name: string, (api: string) => unknown])[] = [
  ['a further login()', () => void probe.auth.login({ prompt: 'login' })],
  ['R38 a step-up', (api) => void probe.get(`${api}/step-up`)],
  ['R52 a renewal by navigation', () => void probe.navigate('/secret')],
];

for (const way of WAYS) {
  for (const [name, leave] of LEAVES) {
    test(`${name} in the middle of a form: ${way}, and the session goes on with the form as it was`, async ({
      tab,
      setStage,
    }) => {
      const { app, api, signIn, stay } = await setStage(way);
      await signIn();
      await ageSession(tab, NEAR_ITS_END_SECONDS);
      await openApp(tab, app);
      const before = await sessionIn(tab);
      await writeIntoForm(tab);
      await stay(() => inPage(tab, leave, api.url));

      await untilSignedIn(tab);
      expect(await sessionIn(tab)).toEqual(before);
      expect(await textInForm(tab)).toBe(TEXT);
      expect(await inPage(tab, () => [location.href, probe.url()])).toEqual([`${app}/`, '/']);
      expect(await inPage(tab, (url) => probe.get(url), `${api.url}/entries`)).toBe(200);
      const { path, headers } = api.requests.at(-1) ?? {};
      expect([path, headers?.['authorization']]).toEqual(['/entries', `Bearer ${before.accessToken}`]);
    });
  }

  test(`login() in the middle of a form: ${way}, and login() can be called again`, async ({ tab, setStage }) => {
    const { app, stay, letGo } = await setStage(way);
    await openApp(tab, app);
    await writeIntoForm(tab);
    await stay(() => inPage(tab, () => void probe.auth.login()));

    await until(tab, () => probe.state().status === 'signed-out');
    expect(await textInForm(tab)).toBe(TEXT);
    expect(await inPage(tab, () => probe.state())).toEqual({ status: 'signed-out' });
    await letGo();
    await inPage(tab, () => void probe.auth.login());
    if (way === 'the person answers “Stay”') await signInAtServer(tab);
    await untilSignedIn(tab);
  });
}
