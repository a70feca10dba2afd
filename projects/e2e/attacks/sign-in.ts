import type { Tab } from '../engines/engine.ts';
import { inPage, until } from '../engines/in-page.ts';
import { ALICE } from '../test.ts';

/** Logs in at the server, whose login page the tab is on or about to be on. */
export async function logIn(tab: Tab, person = ALICE): Promise<void> {
  await until(tab, () => document.querySelector('#password') !== null);
  await inPage(
    tab,
    (login) => {
      const [form] = document.forms;
      for (const [name, value] of Object.entries(login)) {
        (form?.elements.namedItem(name) as HTMLInputElement).value = value;
      }
      form?.requestSubmit();
    },
    person,
  );
}

/** Logs in there, and waits for the consent page. */
export async function goToConsentPage(tab: Tab, person = ALICE): Promise<void> {
  await logIn(tab, person);
  await until(tab, () => document.querySelector('[value=allow]') !== null);
}

/** Allows what the consent page asks for. */
export async function allow(tab: Tab): Promise<void> {
  await inPage(tab, () => document.querySelector<HTMLElement>('[value=allow]')?.click());
}

/** Goes through the server's login and consent pages. */
export async function signInAtServer(tab: Tab, person = ALICE): Promise<void> {
  await goToConsentPage(tab, person);
  await allow(tab);
}

/** Opens a page of the app, and waits until it has started. */
export async function openApp(tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await until(tab, () => 'probe' in globalThis);
}

/** Opens the app and signs Alice in. */
export async function signIn(tab: Tab, app: string): Promise<void> {
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());
  await signInAtServer(tab);
  await until(tab, () => probe.state().status === 'signed-in');
}
