import { expect, type Page } from '@playwright/test';
import { startApi } from '../../sandbox/api/start-api.ts';
import { startAuthorizationServer } from '../../sandbox/authorization-server/start-authorization-server.ts';
import { builtFolder } from '../built-folder.ts';
import { serveApp } from '../serve-app.ts';
import { test as base } from '../started.ts';
import { replacements, serverOf, type AppName } from './documented-apps.ts';

/** An app as a document shows it, the server that it signs in to, and the API. */
export interface Stage {
  readonly app: string;
  readonly issuer: string;
  readonly api: string;
}

/** The servers that a document's app meets, once they run. */
type Servers = Omit<Stage, 'app'>;

interface Fixtures {
  /** Starts what a document shows, with the sandbox; nobody is signed in yet. */
  readonly run: (name: AppName) => Promise<Stage>;
  /** Serves an app as a document shows it, to sign in at these servers. The others are replaced as well. */
  readonly serve: (name: AppName, servers: Servers, others?: Readonly<Record<string, string>>) => Promise<string>;
  /** What has gone wrong in pages of the tab, by their consoles; other pages than the app's count as well. */
  readonly complaints: readonly string[];
}

export const test = base.extend<Fixtures>({
  serve: async ({ started }, use) => {
    await use(async (name, servers, others) => {
      const page = (html: string) => html.replace(/(name="app" content=")[^"]*/, `$1${name}`);
      const script = (code: string) => replaceAll(code, { ...replacements(name, servers), ...others });
      return started(await serveApp({ folder: builtFolder('examples'), base: '/', page, script })).url;
    });
  },
  run: async ({ started, serve }, use) => {
    await use(async (name) => {
      const servers = { issuer: '', api: '' };
      const app = await serve(name, servers);
      const server = started(await startAuthorizationServer({ server: serverOf(name), port: 0, appOrigins: [app] }));
      const api = started(await startApi({ ...server.accessTokens, port: 0, appOrigins: [app] }));
      Object.assign(servers, { issuer: server.url, api: api.url });
      return { app, ...servers };
    });
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    // Unhandled rejections are among these.
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(complaints);
  },
});

export { expect };

/** Opens a page of the app that needs a sign-in, and waits for the server's login page. */
export async function openGuarded(page: Page, { app, issuer }: Stage, path: string): Promise<void> {
  await page.goto(app + path);
  await expect(page.getByLabel('Username')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(issuer);
}

/** Puts the values in place of the keys, the longest first. */
function replaceAll(text: string, values: Readonly<Record<string, string>>): string {
  const keys = Object.keys(values).sort((one, other) => other.length - one.length);
  const escaped = keys.map((key) => key.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return text.replace(new RegExp(escaped.join('|'), 'g'), (key) => values[key] ?? key);
}
