import { chromium } from '@playwright/test';
import { serveApp } from '../e2e/serve-app.ts';
import { startApi } from '../sandbox/api/start-api.ts';
import { startAuthorizationServer } from '../sandbox/authorization-server/start-authorization-server.ts';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';

/**
 * Serves the folder of an app, which may be built later, and starts the server it signs in to and the API it reads,
 * each on a free port. Opens a browser's tab.
 */
export async function startStage(builtFolder, signal) {
  const opened = [];
  const close = async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  };
  const open = async (starting) => {
    const one = await starting;
    opened.push(one);
    return one;
  };
  try {
    const addresses = { 'http://localhost:4300': '', 'http://localhost:4301': '' };
    const page = (html) => html.replace(/http:\/\/localhost:\d+/g, (address) => addresses[address]);
    const { url: app } = await open(serveApp({ folder: builtFolder, base: '/', page }));
    const { url: server } = await open(startAuthorizationServer({ port: 0, appOrigins: [app] }));
    const { url: api } = await open(startApi({ port: 0, appOrigins: [app], issuer: server }));
    Object.assign(addresses, { 'http://localhost:4300': server, 'http://localhost:4301': api });

    const handleSignals = { handleSIGINT: false, handleSIGTERM: false };
    const browser = await open(
      chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags, ...handleSignals }),
    );
    // Without its browser a step ends at once, whatever it waits for.
    signal.addEventListener('abort', () => void browser.close());
    const tab = await browser.newPage();
    return { app, server, api, page: tab, expectNoComplaints: noteComplaints(tab, app), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Notes the errors that the app, as against a page of the server, writes to the console. Answers the function that
 * throws if there are any.
 */
function noteComplaints(page, app) {
  const complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.location().url.startsWith(app)) complaints.push(message.text());
  });
  return () => {
    if (complaints.length > 0) throw new Error(`In the console:\n${complaints.join('\n')}`);
  };
}
