import { authGuard } from '../routing/auth-guard';
import { APP, type PageOptions, type Tab } from './fake-tab';
import { Secret, startApp, type StartedApp } from './start-app';

/** The URL of a guarded page. */
export const TARGET = '/secret?week=7#monday';

/** Opens an app with a guarded page. */
export function startGuarded(tab: Tab, url: string, options: PageOptions): StartedApp {
  return startApp(
    tab,
    new URL(url, APP).href,
    [{ path: 'secret', component: Secret, canActivate: [authGuard] }],
    options,
  );
}

/** Has a guarded navigation leave for the server. */
export async function leave(tab: Tab, options: PageOptions): Promise<void> {
  await startGuarded(tab, TARGET, options).leaving();
}

/** Comes back from the server. */
export async function comeBack(tab: Tab, answer: string | Promise<string>, options: PageOptions): Promise<StartedApp> {
  const app = startGuarded(tab, await answer, options);
  await app.auth.ready;
  return app;
}
