// The bench's page in a real browser, signed in at a real authorization server.
import { chromium } from '@playwright/test';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { startAuthorizationServer } from '../sandbox/authorization-server/start-authorization-server.ts';
import { listenOnLoopback } from '../sandbox/loopback-server.ts';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';
import { folderOf } from './apps.mjs';

/** A page that is isolated from other origins gets a clock that ticks every 5 µs, not every 100 µs. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const contentTypes = { '.js': 'text/javascript', '.html': 'text/html' };

/** Opens the page, lends it to `use`, and ends everything that was started for it. */
export async function withPage(use) {
  const started = [];
  try {
    const app = await listenOnLoopback(0, () => serveApp);
    started.push(app);
    const server = await startAuthorizationServer({ port: 0, appOrigins: [app.url], accessTokenSeconds: 3600 });
    started.push(server);
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags });
    started.push(browser);
    const page = await browser.newPage();
    await page.addInitScript((issuer) => {
      globalThis.benchIssuer = issuer;
    }, server.url);
    return await use({ page, app, server });
  } finally {
    await Promise.all(started.map((each) => each.close()));
  }
}

function serveApp({ url }, response) {
  const { pathname } = new URL(url, 'http://localhost');
  const file = extname(pathname) ? pathname : 'index.html';
  try {
    const content = readFileSync(join(folderOf('page'), file));
    response.writeHead(200, { ...isolation, 'Content-Type': contentTypes[extname(file)] }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

/**
 * Signs somebody in, from a guarded page and back to it.
 *
 * @returns how many requests reached the authorization server until it had sent the person back, and how many did afterwards
 */
export async function signIn({ page, app, server }) {
  const requests = [];
  const onRequest = ({ request }) => requests.push(`http://${request.headers.host}${request.url}`);
  // Every request that any server of this process gets, as it comes in.
  subscribe('http.server.request.start', onRequest);
  try {
    await page.goto(`${app.url}/one`);
    await page.getByLabel('Username').fill('alice');
    await page.getByLabel('Password').fill('correct-horse-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${app.url}/one`);
    await page.getByText('signed-in').waitFor();
    await page.waitForLoadState('networkidle');
  } finally {
    unsubscribe('http.server.request.start', onRequest);
  }
  const callback = requests.indexOf(`${app.url}/auth/callback`);
  if (callback < 0) throw new Error('The redirect back has not been seen.');
  const atServer = (some) => some.filter((url) => url.startsWith(`${server.url}/`)).length;
  return { before: atServer(requests.slice(0, callback)), after: atServer(requests.slice(callback)) };
}

/** Measures something in a page loaded afresh, as what ran before would have shaped the compiled code. */
export async function measureInPage({ page }, what, ...args) {
  await page.reload({ waitUntil: 'networkidle' });
  return page.evaluate(([what, args]) => globalThis.bench[what](...args), [what, args]);
}
