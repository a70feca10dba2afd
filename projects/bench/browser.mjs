// The bench's apps in a real browser, signed in at an authorization server on this machine.
import { chromium } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { listenOnLoopback, PortTakenError } from '../sandbox/loopback-server.ts';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';
import { folderOf } from './apps.mjs';
import { startAuthorizationServer } from './authorization-server.mjs';

/** The issuer that the apps are built with. It gives way to the server's URL, whose port differs from run to run. */
const ISSUER_IN_APPS = 'https://id.example.com';

/** A browser gives a page that is isolated from other origins a clock that ticks every 5 µs, not every 100 µs. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
/** The page that the frame of a renewal comes back to; it needs nothing in it. */
const SILENT_RENEWAL_PAGE = '/silent-renewal.html';
const [FIRST_PORT, LAST_PORT] = [4600, 4699];
const contentTypes = { '.js': 'text/javascript', '.html': 'text/html' };

/** Starts a browser, an authorization server and a server for each app, lends them to `use`, and ends them. */
export async function withBrowser(apps, use) {
  const started = [];
  const start = async (starting) => {
    const running = await starting;
    started.push(running);
    return running;
  };
  try {
    const server = await start(startAuthorizationServer());
    const urls = {};
    for (const app of apps) urls[app] = (await start(listenOnFourDigits(() => serve(app, server.url)))).url;
    const browser = await start(chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags }));
    return await use({ browser, server, urls });
  } finally {
    await Promise.all(started.map((each) => each.close()));
  }
}

/**
 * Listens on a port of four digits, as development servers do: a library may know that the URL parser leaves such a URL
 * as it is.
 */
async function listenOnFourDigits(createListener) {
  for (let port = FIRST_PORT; ; port++) {
    try {
      return await listenOnLoopback(port, createListener);
    } catch (error) {
      if (!(error instanceof PortTakenError) || port === LAST_PORT) throw error;
    }
  }
}

/** Serves an app as a production server does: its page is asked for each time, its scripts are kept. */
function serve(app, issuer) {
  const folder = folderOf(app);
  const files = new Map();
  const contentOf = (file) => {
    if (!files.has(file)) files.set(file, readFileSync(join(folder, file), 'utf8').replaceAll(ISSUER_IN_APPS, issuer));
    return files.get(file);
  };
  return ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname === SILENT_RENEWAL_PAGE) {
      response.writeHead(200, { 'Content-Type': contentTypes['.html'] }).end();
      return;
    }
    const file = extname(pathname) ? pathname : 'index.html';
    if (!existsSync(join(folder, file))) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': contentTypes[extname(file)],
      'Cache-Control': file === 'index.html' ? 'no-cache' : 'max-age=3600',
      ...(app === 'page' && isolation),
    });
    response.end(contentOf(file));
  };
}
