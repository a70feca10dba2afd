import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { openApp } from '../../attacks/sign-in.ts';

/** Opens the app and signs in at a server that asks nothing of the person. */
export async function signInUnasked(tab: Tab, app: string): Promise<void> {
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());
  await untilSignedIn(tab);
}

/** Waits until the tab is on a page of the app in which somebody is signed in. */
export async function untilSignedIn(tab: Tab): Promise<void> {
  await until(tab, () => probe.state().status === 'signed-in');
}
